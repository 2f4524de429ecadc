import type { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { trackClass } from '@/components/ui/track'
import type { Clock } from '@/features/conferences/clock'
import { dayOffset, formatRange } from '@/lib/dates'
import { paths } from '@/lib/paths'
import { isQuiet } from '../grid'
import type { ProgrammeSession } from '../queries'

/** What all cards of a programme share. */
export type ProgrammeFrame = {
  team: string
  clock: Clock
  locale: string
  now: Date
  /** By session, how many annotations and comments the reader may see. */
  annotations: ReadonlyMap<string, number>
  comments: ReadonlyMap<string, number>
  t: ReturnType<typeof useTranslations<'sessions.programme'>>
}

type CardProps = {
  session: ProgrammeSession
  frame: ProgrammeFrame
  /** Names the rooms, where no column does. */
  rooms?: boolean
  className?: string
  style?: CSSProperties
}

/**
 * A session in a programme: four elements, since a day has hundreds. The link covers the card; its
 * name holds time and room, its text only the title.
 */
export function SessionCard({ session, frame, rooms = false, className = '', style }: CardProps) {
  const { title, startsAt, endsAt, language } = session
  const time = startsAt && formatRange(startsAt, endsAt, frame.clock.zone, frame.locale)
  const name = [title, time, session.rooms].filter(Boolean).join(', ')
  const kind = isQuiet(session) ? ' talk-quiet' : ''
  const track = session.colour === null ? '' : ` ${trackClass(session.colour)}`
  const lang = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language) ? language : undefined
  return (
    <li className={`talk${kind}${track} ${className}`} style={style}>
      <a
        href={paths.session(frame.team, session)}
        data-nav="prefetch"
        aria-label={name === title ? undefined : name}
        lang={lang}
        className={session.cancelled ? 'talk-cancelled' : undefined}
      >
        {title}
      </a>
      {session.speakers && <span>{session.speakers}</span>}
      <Facts session={session} frame={frame} rooms={rooms} />
    </li>
  )
}

function Facts({ session, frame, rooms }: Pick<CardProps, 'session' | 'frame' | 'rooms'>) {
  const { t } = frame
  const annotations = frame.annotations.get(session.id)
  const comments = frame.comments.get(session.id)
  const facts = [
    session.cancelled && t('cancelled'),
    rooms && session.rooms,
    session.track,
    duration(session, t),
    session.recorded && t('recording'),
  ].filter(Boolean)
  const written = [
    annotations ? t('annotations', { count: annotations }) : '',
    comments ? t('comments', { count: comments }) : '',
  ].filter(Boolean)
  if (facts.length + written.length === 0) return null
  return (
    <small>
      {facts.join(' · ')}
      {facts.length > 0 && written.length > 0 && ' · '}
      {written.length > 0 && <b>{written.join(' · ')}</b>}
    </small>
  )
}

function duration({ startsAt, endsAt }: ProgrammeSession, t: ProgrammeFrame['t']): string {
  const minutes = startsAt && endsAt ? (endsAt.getTime() - startsAt.getTime()) / 60_000 : 0
  if (minutes <= 0) return ''
  if (minutes < 120) return t('minutes', { count: Math.round(minutes) })
  return t('hours', { count: Math.round(minutes / 6) / 10 })
}

/** "+1 day" beside a time whose date is not that of the conference day. */
export function DayMark({ at, day, frame }: { at: Date; day: string; frame: ProgrammeFrame }) {
  const days = dayOffset(at, frame.clock.zone, day)
  if (days === 0) return null
  const count = Math.abs(days)
  return <small>{days > 0 ? frame.t('plusDay', { count }) : frame.t('minusDay', { count })}</small>
}
