import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { AnnotationReport } from '../../schema'
import { CountedSection } from '../counted-section'

type Places = Pick<AnnotationReport, 'places' | 'nowhere'>

/** Where how many annotations go, and those for which there is no talk. */
export async function AnnotationPlaces({ team, places, nowhere }: Places & { team: string }) {
  const t = await getTranslations('imports.annotations')
  return (
    <>
      {places.length > 0 && (
        <CountedSection id="places" title={t('places')} count={places.length}>
          <ul className="rows mt-2">
            {places.map(({ id, slug, link, title, count }) => (
              <li key={id} className="grid gap-0.5 py-2">
                <PendingLink
                  className="font-medium break-words"
                  href={paths.annotated(team, { id, slug, link })}
                  prefetch={false}
                >
                  {title}
                </PendingLink>
                <span className="text-sm text-ink-2">{t('times', { count })}</span>
              </li>
            ))}
          </ul>
        </CountedSection>
      )}
      {nowhere.length > 0 && (
        <CountedSection id="nowhere" title={t('nowhere')} count={nowhere.length}>
          <p className="text-sm text-ink-2">{t('nowhereHint')}</p>
          <ul className="rows mt-2">
            {nowhere.slice(0, 200).map(({ name, count }) => (
              <li key={name} className="grid gap-0.5 py-2">
                <span className="break-all">{name}</span>
                <span className="text-sm text-ink-2">{t('times', { count })}</span>
              </li>
            ))}
          </ul>
        </CountedSection>
      )}
    </>
  )
}
