import Play from 'lucide-react/icons/play'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { TrackLabel } from '@/components/ui/track'
import { pickClock } from '@/features/conferences/clock'
import { formatDay, formatRange } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { SessionDetail } from '../queries'
import { ClockCookie } from './clock-cookie'

type SessionHeaderProps = {
  session: SessionDetail
  team: string
  /** The reader's zone, as far as their browser has told it */
  zone: string | undefined
  /** What else there is to tell of it, each an element of its own. */
  facts?: ReactNode
  /** What else one can do with the session. */
  children?: ReactNode
}

/** The head of a talk page: where it belongs, what it is, who speaks, when and where. */
export function SessionHeader({ session, team, zone, facts, children }: SessionHeaderProps) {
  const t = useTranslations('sessions')
  const locale = useLocale()
  const { conference, day, track, rooms, speakers } = session
  const dayHref = paths.conference(team, conference, { day: day ?? 'none' })
  const crumbs = [
    { href: paths.conference(team, conference), label: conference.title },
    { href: dayHref, label: day ? formatDay(day, locale) : t('head.noTime') },
  ]
  if (track) {
    const query = { ...(day && { day }), track: shortId(track.id) }
    crumbs.push({ href: paths.conference(team, conference, query), label: track.name })
  }
  const names = speakers.map(({ name, organisation }) =>
    organisation ? `${name} (${organisation})` : name,
  )
  return (
    <PageHeader
      crumbs={crumbs}
      crumbsLabel={t('breadcrumbs')}
      title={session.title}
      meta={
        <>
          {session.subtitle && <span className="basis-full text-ink-2">{session.subtitle}</span>}
          {session.cancelledAt && <Badge tone="danger">{t('head.cancelled')}</Badge>}
          {names.length > 0 && <span>{names.join(', ')}</span>}
          <When session={session} known={zone} />
          {rooms.length > 0 && <span>{rooms.map(({ name }) => name).join(', ')}</span>}
          {track && <TrackLabel index={track.colour}>{track.name}</TrackLabel>}
          <Recording session={session} />
          {facts}
        </>
      }
      actions={
        <>
          {children}
          {session.can.edit && (
            <>
              <LinkButton href={paths.shareSession(team, session)}>{t('head.share')}</LinkButton>
              <LinkButton href={paths.editSession(team, session)}>{t('head.edit')}</LinkButton>
            </>
          )}
          <LinkButton href={paths.export(team, session.id)}>{t('head.export')}</LinkButton>
        </>
      }
    />
  )
}

/** The time at the conference, and for the reader where their clock shows another. */
function When({ session, known }: { session: SessionDetail; known: string | undefined }) {
  const { startsAt, endsAt, conference } = session
  const t = useTranslations('sessions.head')
  const locale = useLocale()
  const cookie = <ClockCookie known={known ?? null} chosen={undefined} />
  if (!startsAt) return cookie
  const { own } = pickClock(conference.zone, { zone: known }, startsAt)
  return (
    <span>
      <time dateTime={startsAt.toISOString()}>
        {formatRange(startsAt, endsAt, conference.zone, locale)}
      </time>{' '}
      <span className="text-ink-3">
        {conference.zone}
        {own && ` · ${t('own', { time: formatRange(startsAt, endsAt, own, locale) })}`}
      </span>
      {cookie}
    </span>
  )
}

function Recording({ session }: { session: SessionDetail }) {
  const t = useTranslations('sessions.head')
  const { recordingUrl, uploaded, slidesUrl, url } = session
  const recordingState = recordingUrl || uploaded ? 'available' : session.recordingState
  return (
    <>
      {recordingUrl && (
        <Outside href={recordingUrl}>
          <Play aria-hidden className="inline size-[1em]" /> {t('recording')}
        </Outside>
      )}
      {recordingState === 'expected' && <span>{t('recordingExpected')}</span>}
      {recordingState === 'never' && <span>{t('recordingNever')}</span>}
      {slidesUrl && <Outside href={slidesUrl}>{t('slides')}</Outside>}
      {url && <Outside href={url}>{t('page')}</Outside>}
    </>
  )
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} rel="noopener noreferrer" target="_blank" className="text-link">
      {children}
    </a>
  )
}
