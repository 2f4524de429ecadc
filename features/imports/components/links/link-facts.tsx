import { getTranslations } from 'next-intl/server'
import type { Bookmarks } from '../../formats/bookmarks'
import { CountList, FactList } from '../numbers'

/** What a file of links holds, as a row of large numbers. */
export async function LinkFacts({ links }: { links: Bookmarks }) {
  const t = await getTranslations('imports.links')
  const facts = {
    links: links.links.length,
    folders: links.folders.length,
    noted: links.links.filter(({ note }) => note).length,
    stated: links.links.filter(({ state }) => state).length,
    starred: links.links.filter(({ favourite }) => favourite).length,
  }
  const names = ['links', 'folders', 'noted', 'stated', 'starred'] as const
  const shown = names.map((name) => {
    return { name, count: facts[name], words: t(name, { count: facts[name] }) }
  })
  // Few programs know stars
  if (facts.starred === 0) shown.pop()
  return <FactList label={t('facts')} facts={shown} />
}

type Counts = Record<'added' | 'present' | 'repeated' | 'problems', number>

/** What happens to how many links. */
export async function LinkCounts({ counts }: { counts: Counts }) {
  const t = await getTranslations('imports.links')
  const names = ['added', 'present', 'repeated', 'problems'] as const
  const shown = names.map((name) => ({ name, count: counts[name], words: t(name) }))
  return <CountList counts={shown} />
}

/** Fields of a file for which there is no place, and how often they say something. */
export async function Homeless({ fields }: { fields: Bookmarks['homeless'] }) {
  const t = await getTranslations('imports.links')
  if (fields.length === 0) return null
  return (
    <section className="mt-4 text-sm" aria-labelledby="homeless">
      <h3 id="homeless" className="font-semibold">
        {t('homeless')}
      </h3>
      <p className="text-ink-2">{t('homelessHint')}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {fields.map(({ field, count }) => (
          <li key={field}>
            <code>{field}</code> <span className="text-ink-2 tabular-nums">× {count}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
