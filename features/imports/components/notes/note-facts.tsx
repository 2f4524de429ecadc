import { getTranslations } from 'next-intl/server'
import type { StagedNotes } from '../../formats/staged-notes'
import { measureNotes, type NoteCounts } from '../../notes/plan'
import { CountList, FactList } from '../numbers'

/** What notes hold, as a row of large numbers. */
export async function NoteFacts({ notes }: { notes: StagedNotes }) {
  const t = await getTranslations('imports.notes')
  const { images, ...facts } = measureNotes(notes)
  const names = ['days', 'sessions', 'speakers', 'annotations', 'links', 'images'] as const
  const shown = names.map((name) => {
    const count = name === 'images' ? images : facts[name]
    return { name, count, words: t(`fact.${name}`, { count }) }
  })
  return <FactList label={t('facts')} facts={shown} />
}

type Shown = Pick<NoteCounts, 'added' | 'private' | 'present' | 'left'> & { problems: number }

/** What happens to how many annotations. */
export async function NoteCountList({ counts }: { counts: Shown }) {
  const t = await getTranslations('imports.notes')
  const names = ['added', 'private', 'present', 'left', 'problems'] as const
  const shown = names.map((name) => {
    const words = t(`count.${name}`)
    return { name, count: counts[name], words, href: name === 'problems' && '#problems' }
  })
  return <CountList counts={shown} />
}
