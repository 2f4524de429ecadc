import { getLocale, getTranslations } from 'next-intl/server'
import { facts, type Html, html, lineOf, sanitised } from '@/components/ui/html'
import type { PublicNote } from '@/features/annotations/public'
import { formatDay, formatDays, formatRange, localDate } from '@/lib/dates'
import type { RecapTalk, RecapText } from '../queries'

/** What a recap says, to whomever: the rows, without what tells them apart. */
export type RecapWords = Pick<
  RecapText,
  'title' | 'zone' | 'place' | 'firstDay' | 'lastDay' | 'html' | 'plain' | 'updatedAt' | 'createdBy'
> & { talks: Omit<RecapTalk, 'id' | 'slug'>[] }

type Talk = RecapWords['talks'][number]

/** Draws the notes on a talk. */
type Drawn = (notes: PublicNote[]) => Promise<Html>

/** A recap under its own title, as a stranger reads it. */
export async function recapPage(recap: RecapWords, draw: Drawn): Promise<Html> {
  const [t, { label, title, lines }] = await Promise.all([
    getTranslations('recaps'),
    recapHead(recap),
  ])
  return html`<header>
<p class="label">${label}</p>
<h1 dir="auto">${title}</h1>
<p class="facts">${facts(lines)}</p>
</header>
${await recapBody(recap, draw)}
${recap.talks.length === 0 && html`<p class="empty">${t('nothingYet')}</p>`}`
}

/** What stands below the title: introduction, contents, and the talks day by day. */
export async function recapBody(recap: RecapWords, draw: Drawn): Promise<Html> {
  const [t, locale] = await Promise.all([getTranslations('recaps'), getLocale()])
  const days = daysOf(recap)
  const parts = await Promise.all(
    days.map(async ({ day, talks }) => {
      const items = await Promise.all(
        talks.map(async ({ talk, number }) => {
          const { line, words, notes } = talk
          return html`<section>
<h3 class="title" id="talk-${number}" dir="auto">${lineOf(talk.title)}</h3>
<p class="facts">${facts(talkFacts(talk, recap.zone, locale))}</p>
${line && html`<div class="prose">${sanitised(line)}</div>`}
${words.map((text) => html`<div class="prose">${sanitised(text)}</div>`)}
${notes.length > 0 && (await draw(notes))}
</section>`
        }),
      )
      return html`<h2 class="section">${dayName(day, locale) ?? t('noDay')}</h2>
${items}`
    }),
  )
  return html`${recap.html && html`<div class="prose lead">${sanitised(recap.html)}</div>`}
${
  recap.talks.length > 1 &&
  html`<nav class="toc" aria-label="${t('contents')}"><p class="label">${t('contents')}</p>${days.map(
    ({ day, talks }) => html`<p class="facts">${dayName(day, locale) ?? t('noDay')}</p>
<ol start="${talks[0]?.number ?? 1}">${talks.map(
      ({ talk, number }) =>
        html`<li><a href="#talk-${number}" dir="auto">${lineOf(talk.title)}</a></li>`,
    )}</ol>`,
  )}</nav>`
}
${parts}`
}

/** Its label, title, and what is said below them. */
export async function recapHead(recap: RecapWords) {
  const [t, locale] = await Promise.all([getTranslations('recaps'), getLocale()])
  const { firstDay, lastDay, createdBy, updatedAt, zone, place } = recap
  const changed = localDate(updatedAt, zone)
  const lines = [
    firstDay && formatDays(firstDay, lastDay ?? firstDay, locale),
    place && lineOf(place),
    createdBy && t('by', { name: createdBy }),
    t('changed', { day: formatDays(changed, changed, locale) }),
  ]
  return { label: t('label'), title: lineOf(recap.title), lines }
}

/** Who spoke, when and where. */
export function talkFacts(
  { speakers, startsAt, endsAt, rooms }: Talk,
  zone: string,
  locale: string,
) {
  const names = speakers.map(({ name, organisation }) =>
    organisation ? `${name} (${organisation})` : name,
  )
  return [
    lineOf(names.join(', ')),
    startsAt && formatRange(startsAt, endsAt, zone, locale),
    ...rooms.map(lineOf),
  ]
}

export function dayName(day: string | null, locale: string): string | null {
  return day && formatDay(day, locale)
}

/** The talks by day, numbered through: a number is where the contents lead. */
export function daysOf({ talks }: RecapWords) {
  const days: { day: string | null; talks: { talk: Talk; number: number }[] }[] = []
  for (const [index, talk] of talks.entries()) {
    const last = days.at(-1)
    const item = { talk, number: index + 1 }
    if (last && last.day === talk.day) last.talks.push(item)
    else days.push({ day: talk.day, talks: [item] })
  }
  return days
}
