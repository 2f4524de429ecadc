import { getLocale, getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDays } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { ConferenceSummary } from '../queries'

type ConferenceListProps = { conferences: readonly ConferenceSummary[]; team: string }

/** The team's conferences with their dates, places and sizes. */
export async function ConferenceList({ conferences, team }: ConferenceListProps) {
  const [t, locale] = await Promise.all([getTranslations('conferences'), getLocale()])
  return (
    <ul className="rows max-w-3xl">
      {conferences.map((conference) => {
        const { firstDay, lastDay, place, sessionCount } = conference
        const dates = firstDay ? formatDays(firstDay, lastDay ?? firstDay, locale) : t('noDates')
        return (
          <li key={conference.id} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 py-3">
            <div className="min-w-0 flex-1 basis-72">
              <PendingLink
                href={paths.conference(team, conference)}
                className="plain-link font-semibold"
              >
                {conference.title}
              </PendingLink>
              <p className="text-sm text-ink-2">{[dates, place].filter(Boolean).join(', ')}</p>
            </div>
            <span className="text-sm text-ink-3 tabular">
              {t('sessions', { count: sessionCount })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
