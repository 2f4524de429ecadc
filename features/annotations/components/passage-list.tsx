import { useTranslations } from 'next-intl'
import { type PlacedPassage, shortened } from './passage-rows'

/** Below a text: which words of it have been annotated, how often, and where. */
export function PassageList({ passages }: { passages: PlacedPassage[] }) {
  const t = useTranslations('annotations.passage')
  const byPlace = new Map<string, PlacedPassage[]>()
  for (const it of passages) {
    const key = `${it.from}-${it.to}`
    byPlace.set(key, [...(byPlace.get(key) ?? []), it])
  }
  if (byPlace.size === 0) return null
  return (
    <p className="passage-list">
      {t('annotated')}{' '}
      {[...byPlace].slice(0, 12).map(([key, [first, ...more]]) => (
        <span key={key}>
          “{shortened(first?.exact ?? '', 40)}”{' '}
          <a
            className="passage-count"
            href={first?.href}
            title={t('count', { count: more.length + 1 })}
          >
            {more.length + 1}
          </a>
        </span>
      ))}
    </p>
  )
}
