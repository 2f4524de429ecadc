import { getLocale, getTranslations } from 'next-intl/server'
import { facts, type Html, html, lineOf, sanitised } from '@/components/ui/html'
import { markdownOf, plainLine } from '@/features/shares/text'
import { formatDay, formatRange } from '@/lib/dates'
import type { SharedSession } from '../shared'

/** A session as a stranger reads it: what the programme says, and what the team shows of its notes. */
export async function sharedSession(session: SharedSession, notes: Html | null): Promise<Html> {
  const t = await getTranslations('shares.page')
  const { speakers, place } = await factsOf(session)
  const { title, subtitle, abstractHtml } = session
  return html`<header>
<p class="label">${t('sessionLabel')}</p>
<h1 dir="auto">${lineOf(title)}</h1>
${subtitle && html`<p class="lead" dir="auto">${lineOf(subtitle)}</p>`}
<p class="facts">${facts([speakers])}</p>
<p class="facts">${facts(place)}</p>
</header>
${
  abstractHtml &&
  html`<details class="abstract"><summary>${t('abstract')}</summary><div class="prose">${sanitised(abstractHtml)}</div></details>`
}
${notes ?? html`<p class="empty">${t('noNotes')}</p>`}`
}

/** The same as Markdown; each of `notes` a part of it. */
export async function sharedSessionMarkdown(
  session: SharedSession,
  notes: string[],
): Promise<string> {
  const { speakers, place } = await factsOf(session)
  const { title, subtitle, abstractHtml } = session
  const head = [`# ${plainLine(title)}`, plainLine(subtitle), plainLine(speakers)]
  const parts = [...head, plainLine(place.join(' · ')), markdownOf(abstractHtml), ...notes]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

async function factsOf({ conference, day, startsAt, endsAt, rooms, speakers }: SharedSession) {
  const [t, locale] = await Promise.all([getTranslations('shares.page'), getLocale()])
  const when =
    startsAt && day
      ? `${formatDay(day, locale)}, ${formatRange(startsAt, endsAt, conference.zone, locale)} ${conference.zone}`
      : t('noTime')
  const names = speakers.map(({ name, organisation }) =>
    organisation ? `${name} (${organisation})` : name,
  )
  return { speakers: names.join(', '), place: [conference.title, when, ...rooms] }
}
