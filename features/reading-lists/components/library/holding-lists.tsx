import { getFormatter, getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { showTime } from '@/features/sessions/recording'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { Holding } from '../../holding'

/** In which lists a link stands: who put it there, when and why. Nothing where it stands in none. */
export async function HoldingLists({ team, entries }: { team: string; entries: Holding[] }) {
  if (entries.length === 0) return null
  const [t, format] = await Promise.all([getTranslations('lists'), getFormatter()])
  return (
    <Card title={t('inLists')} aside={entries.length}>
      <ul className="rows">
        {entries.map(({ id, readingList, section, whyHtml, addedBy, createdAt, offsetSeconds }) => (
          <li key={id} className="py-2">
            <PendingLink
              className="lists-title"
              href={`${paths.list(team, readingList)}#${shortId(id)}`}
            >
              {readingList.title}
            </PendingLink>
            <p className="entry-facts">
              {[
                section,
                offsetSeconds && t('from', { time: showTime(offsetSeconds * 1000) }),
                t('addedBy', { name: addedBy }),
                format.dateTime(createdAt, { dateStyle: 'medium' }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {whyHtml && (
              // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
              <div className="prose" dangerouslySetInnerHTML={{ __html: whyHtml }} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
