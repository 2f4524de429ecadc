import { getFormatter, getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { KeptArticle } from '../articles'

/** What the text of a link was before, the latest first. Nothing where it was never another. */
export async function EarlierTexts({ team, of }: { team: string; of: KeptArticle }) {
  const { linkId, versions } = of
  if (versions.length === 0) return null
  const [t, format] = await Promise.all([getTranslations('links.kept'), getFormatter()])
  return (
    <details className="article-versions">
      <summary>{t('versions', { count: versions.length })}</summary>
      <ul>
        {versions.map(({ hash, keptAt, words, keptBy }) => (
          <li key={hash}>
            <PendingLink className="text-link" href={paths.articleVersion(team, linkId, hash)}>
              {format.dateTime(keptAt, { dateStyle: 'medium', timeStyle: 'short' })}
            </PendingLink>
            {' · '}
            {t('versionFacts', { count: words, who: keptBy.user.name })}
          </li>
        ))}
      </ul>
    </details>
  )
}
