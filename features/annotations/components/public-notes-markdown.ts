import { getTranslations } from 'next-intl/server'
import { markdownOf, plainLine } from '@/features/shares/text'
import { showMoment } from '../moment'
import type { PublicNote } from '../public'

/** The public annotations of a session as Markdown, a text each; of pictures only that there are some. */
export async function publicNotesMarkdown(notes: PublicNote[]): Promise<string[]> {
  const t = await getTranslations('annotations')
  return notes.map((note) => {
    const about = [
      t(`kinds.${note.kind}`),
      showMoment(note.fromMs, note.toMs),
      note.slide !== null && t('onSlide', { slide: note.slide }),
      note.speaker,
      note.author && t('publicBy', { name: note.author }),
    ]
    const words = markdownOf(note.html)
    const quoted = [note.quote && plainLine(note.quote), note.kind === 'quote' && words]
      .filter((text): text is string => Boolean(text))
      .map((text) => text.replace(/^/gm, '> ').replace(/^> $/gm, '>'))
    const parts = [`**${plainLine(about.filter(Boolean).join(' · '))}**`, ...quoted]
    if (note.kind !== 'quote') parts.push(words)
    return [...parts, note.answer && markdownOf(note.answer)].filter(Boolean).join('\n\n')
  })
}
