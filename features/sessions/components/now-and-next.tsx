import { getLocale, getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { formatRange, zoneName } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { SessionOnNow } from '../queries'

type NowAndNextProps = { now: SessionOnNow[]; next: SessionOnNow[]; team: string }

/** What is on at this moment and what comes next, in the clock of each conference. */
export async function NowAndNext({ now, next, team }: NowAndNextProps) {
  const t = await getTranslations('home')
  return (
    <section className="mb-8" aria-labelledby="now">
      <h2 id="now" className="section-title">
        {t('now')}
      </h2>
      {now.length > 0 ? (
        <SessionLines sessions={now} team={team} />
      ) : (
        <p className="text-ink-2">{next.length > 0 ? t('nothingNowButNext') : t('nothingNow')}</p>
      )}
      {next.length > 0 && (
        <>
          <h2 className="section-title mt-6">{t('next')}</h2>
          <SessionLines sessions={next} team={team} />
        </>
      )}
    </section>
  )
}

async function SessionLines({ sessions, team }: { sessions: SessionOnNow[]; team: string }) {
  const locale = await getLocale()
  return (
    <ul className="rows">
      {sessions.map((session) => (
        <li key={session.id} className="py-2">
          <PendingLink href={paths.session(team, session)} className="plain-link font-medium">
            {session.title}
          </PendingLink>
          <p className="text-sm text-ink-2">
            {[
              `${formatRange(session.startsAt, session.endsAt, session.conference.zone, locale)} ${zoneName(session.startsAt, session.conference.zone, locale)}`,
              session.rooms,
              session.speakers,
              session.conference.title,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
