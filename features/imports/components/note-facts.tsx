import { getTranslations } from 'next-intl/server'
import type { StagedNotes } from '../formats/staged-notes'
import { measureNotes, type NoteCounts } from '../note-plan'

/** What notes hold, as a row of large numbers. */
export async function NoteFacts({ notes }: { notes: StagedNotes }) {
  const t = await getTranslations('imports.notes')
  const { images, ...facts } = measureNotes(notes)
  const names = ['days', 'sessions', 'speakers', 'annotations', 'links'] as const
  const shown = names.map((name) => ({ name, count: facts[name] }))
  return (
    <dl className="card grid grid-cols-2 gap-4 sm:grid-cols-6" aria-label={t('facts')}>
      {[...shown, { name: 'images' as const, count: images }].map(({ name, count }) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-sm text-ink-2">{t(`fact.${name}`, { count })}</dt>
          <dd className="text-xl font-bold tabular-nums">{count}</dd>
        </div>
      ))}
    </dl>
  )
}

type Shown = Pick<NoteCounts, 'added' | 'private' | 'present' | 'left'> & { problems: number }

/** What happens to how many annotations. */
export async function NoteCountList({ counts }: { counts: Shown }) {
  const t = await getTranslations('imports.notes')
  const names = ['added', 'private', 'present', 'left', 'problems'] as const
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap">
      {names.map((name) => {
        const label = (
          <>
            <span className="font-semibold tabular-nums">{counts[name]}</span> {t(`count.${name}`)}
          </>
        )
        const linked = name === 'problems' && counts.problems > 0
        return (
          <li key={name} className={counts[name] === 0 ? 'text-ink-3' : ''}>
            {linked ? <a href="#problems">{label}</a> : label}
          </li>
        )
      })}
    </ul>
  )
}
