import { getTranslations } from 'next-intl/server'

type Facts = { days: number | null; sessions: number; speakers: number; rooms: number }

/** What the file holds, as a row of large numbers. */
export async function FileFacts({ facts }: { facts: Facts }) {
  const t = await getTranslations('imports.facts')
  const names = ['days', 'sessions', 'speakers', 'rooms'] as const
  return (
    <dl className="card grid grid-cols-2 gap-4 sm:grid-cols-4" aria-label={t('title')}>
      {names.map((name) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-sm text-ink-2">{t(name, { count: facts[name] ?? 0 })}</dt>
          <dd className="text-xl font-bold tabular-nums">{facts[name] ?? '?'}</dd>
        </div>
      ))}
    </dl>
  )
}

type Counts = Record<'added' | 'changed' | 'unchanged' | 'vanished' | 'problems', number>

/** What happens to how many sessions; each number that is not zero leads to its part of the page. */
export async function ChangeCounts({ counts }: { counts: Counts }) {
  const t = await getTranslations('imports.preview')
  const names = ['added', 'changed', 'unchanged', 'vanished', 'problems'] as const
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap" aria-label={t('what')}>
      {names.map((name) => {
        const label = (
          <>
            <span className="font-semibold tabular-nums">{counts[name]}</span> {t(name)}
          </>
        )
        const linked = counts[name] > 0 && name !== 'unchanged'
        return (
          <li key={name} className={counts[name] === 0 ? 'text-ink-3' : ''}>
            {linked ? <a href={`#${name}`}>{label}</a> : label}
          </li>
        )
      })}
    </ul>
  )
}
