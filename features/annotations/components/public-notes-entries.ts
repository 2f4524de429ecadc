import { getTranslations } from 'next-intl/server'
import { lineOf } from '@/components/ui/html'
import type { FeedEntry } from '@/features/shares/feed'
import { plainText } from '@/lib/markdown'
import { showMoment } from '../moment'
import type { PublicNews } from '../public'
import { type PhotoAt, publicNotes } from './public-notes'

const most = 80

/** The first words, which tell one entry from the next. */
function beginning(html: string): string {
  const letters = [...lineOf(plainText(html))]
  return letters.length > most ? `${letters.slice(0, most).join('').trimEnd()}…` : letters.join('')
}

/** What a feed of a session's public annotations holds: an entry each. */
export async function publicNoteEntries(
  news: PublicNews[],
  photoAt: PhotoAt,
): Promise<FeedEntry[]> {
  const t = await getTranslations('annotations')
  return Promise.all(
    news.map(async (note) => {
      const { key, author, kind, createdAt: published, updatedAt: updated } = note
      const category = t(`kinds.${kind}`)
      const facts = [category, showMoment(note.fromMs, note.toMs), beginning(note.html)]
      const title = facts.filter(Boolean).join(' · ')
      const { markup: html } = await publicNotes([note], photoAt)
      return { key, title, url: null, author, category, published, updated, html }
    }),
  )
}
