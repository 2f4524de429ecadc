import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/empty-state'
import type { Activity } from '../queries'
import { EventLine } from './event-line'

/** What happened lately, for the home page. */
export async function ActivityFeed({ events, team }: { events: Activity[]; team: string }) {
  const t = await getTranslations('inbox')
  return (
    <section aria-labelledby="activity">
      <h2 id="activity" className="section-title">
        {t('activity')}
      </h2>
      {events.length === 0 ? (
        <EmptyState title={t('activityEmpty')} />
      ) : (
        <ol className="events">
          {events.map((event) => (
            <EventLine key={event.seq} event={event} team={team} />
          ))}
        </ol>
      )}
    </section>
  )
}
