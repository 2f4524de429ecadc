import { getTranslations } from 'next-intl/server'
import type { Bookmarks } from '../formats/bookmarks'

/** What a file of links holds, as a row of large numbers. */
export async function LinkFacts({ links }: { links: Bookmarks }) {
  const t = await getTranslations('imports.links')
  const facts = {
    links: links.links.length,
    folders: links.folders.length,
    noted: links.links.filter(({ note }) => note).length,
    stated: links.links.filter(({ state }) => state).length,
  }
  const names = ['links', 'folders', 'noted', 'stated'] as const
  return (
    <dl className="card grid grid-cols-2 gap-4 sm:grid-cols-4" aria-label={t('facts')}>
      {names.map((name) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-sm text-ink-2">{t(name, { count: facts[name] })}</dt>
          <dd className="text-xl font-bold tabular-nums">{facts[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

type Counts = Record<'added' | 'present' | 'repeated' | 'problems', number>

/** What happens to how many links. */
export async function LinkCounts({ counts }: { counts: Counts }) {
  const t = await getTranslations('imports.links')
  const names = ['added', 'present', 'repeated', 'problems'] as const
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap">
      {names.map((name) => (
        <li key={name} className={counts[name] === 0 ? 'text-ink-3' : ''}>
          <span className="font-semibold tabular-nums">{counts[name]}</span> {t(name)}
        </li>
      ))}
    </ul>
  )
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
