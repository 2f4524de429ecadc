import { getTranslations } from 'next-intl/server'
import { CountList, FactList } from './numbers'

type Facts = { days: number | null; sessions: number; speakers: number; rooms: number }

/** What the file holds, as a row of large numbers. */
export async function FileFacts({ facts }: { facts: Facts }) {
  const t = await getTranslations('imports.facts')
  const names = ['days', 'sessions', 'speakers', 'rooms'] as const
  const shown = names.map((name) => {
    return { name, count: facts[name], words: t(name, { count: facts[name] ?? 0 }) }
  })
  return <FactList label={t('title')} facts={shown} />
}

type Counts = Record<'added' | 'changed' | 'unchanged' | 'vanished' | 'problems', number>

/** What happens to how many sessions; each number that is not zero leads to its part of the page. */
export async function ChangeCounts({ counts }: { counts: Counts }) {
  const t = await getTranslations('imports.preview')
  const names = ['added', 'changed', 'unchanged', 'vanished', 'problems'] as const
  const shown = names.map((name) => {
    return { name, count: counts[name], words: t(name), href: name !== 'unchanged' && `#${name}` }
  })
  return <CountList label={t('what')} counts={shown} />
}
