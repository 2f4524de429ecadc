import { getLocale, getTranslations } from 'next-intl/server'
import { html, sanitised } from '@/components/ui/html'
import { publicNotes } from '@/features/annotations/components/public-notes'
import type { PublicNote } from '@/features/annotations/public'
import type { FeedEntry } from '@/features/shares/feed'
import { markdownOf, plainLine } from '@/features/shares/text'
import type { SharedRecap } from '../shared'
import { dayName, daysOf, type RecapWords, recapHead, talkFacts } from './recap-body'

/** A recap as Markdown, each talk with what its notes are as Markdown. */
export async function recapMarkdown(
  recap: RecapWords,
  notesOf: (notes: PublicNote[]) => Promise<string[]>,
): Promise<string> {
  const [t, locale, { title, lines }] = await Promise.all([
    getTranslations('recaps'),
    getLocale(),
    recapHead(recap),
  ])
  const line = (texts: (string | null | false)[]) => plainLine(texts.filter(Boolean).join(' · '))
  const parts = [`# ${plainLine(title)}`, line(lines), markdownOf(recap.html)]
  for (const { day, talks } of daysOf(recap)) {
    parts.push(`## ${plainLine(dayName(day, locale) ?? t('noDay'))}`)
    for (const { talk } of talks) {
      parts.push(`### ${plainLine(talk.title)}`, line(talkFacts(talk, recap.zone, locale)))
      parts.push(...[talk.line, ...talk.words].map(markdownOf), ...(await notesOf(talk.notes)))
    }
  }
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** What a feed of a recap holds: an entry a talk. `photoAt`: where its pictures are. */
export async function recapEntries(
  recap: SharedRecap,
  photoAt: Parameters<typeof publicNotes>[1],
  page: string,
): Promise<FeedEntry[]> {
  const [t, locale] = await Promise.all([getTranslations('recaps'), getLocale()])
  const talks = daysOf(recap).flatMap(({ talks }) => talks)
  return Promise.all(
    talks.map(async ({ number }) => {
      const talk = recap.talks[number - 1] as SharedRecap['talks'][number]
      const { line, words, notes } = talk
      const { markup } = html`${[line, ...words].map(sanitised)}
${notes.length > 0 && (await publicNotes(notes, photoAt))}`
      return {
        ...{ key: talk.key, title: talk.title, url: `${page}#talk-${number}`, author: null },
        ...{ category: dayName(talk.day, locale) ?? t('noDay'), html: markup },
        ...{ published: recap.createdAt, updated: recap.updatedAt },
      }
    }),
  )
}
