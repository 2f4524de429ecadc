import type { ReactNode } from 'react'
import { type FilterChoice, FilterForm } from '@/components/ui/filter-form'
import { PendingLink } from '@/components/ui/pending-link'
import type { ConferenceDetail } from '@/features/conferences/queries'
import { formatDay, zoneName } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { getProgrammeOutline, ProgrammeSession } from '../queries'
import type { ProgrammeQuery } from '../schema'
import { DayTabs } from './day-tabs'
import { NoHits } from './no-hits'
import type { ProgrammeFrame } from './programme-frame'
import { ProgrammeGrid } from './programme-grid'
import { ProgrammeList } from './programme-list'

type ProgrammeProps = {
  conference: ConferenceDetail
  outline: Awaited<ReturnType<typeof getProgrammeOutline>>
  sessions: readonly ProgrammeSession[]
  /** The day shown; null for the sessions without a time. */
  day: string | null
  /** The day that it is now at the conference. */
  today: string
  view: 'list' | 'rooms'
  query: ProgrammeQuery
  frame: ProgrammeFrame
  /** What stands around the cards of the day. */
  drawDay: (cards: ReactNode) => ReactNode
}

/** A conference's days, the filter, and one day as list or grid. */
export function Programme(props: ProgrammeProps) {
  const { conference, outline, sessions, day, today, view, query, frame, drawDay } = props
  const { t, team, clock, locale } = frame
  const address = (change: Partial<Record<keyof ProgrammeQuery, string>>) =>
    paths.conference(team, conference, { ...query, trashed: undefined, ...change })
  const clearHref = address({ q: '', room: '', track: '', mine: '' })
  const dayHref = (to: string | null) => address({ day: to ?? 'none' })
  const [room, track] = [named(outline.rooms, query.room), named(outline.tracks, query.track)]
  const mine = query.mine && t('mine')
  const words = [query.q && `“${query.q}”`, track?.name, room?.name, mine].filter(Boolean)
  const filters = words.join(', ')
  const isToday = day === today
  const at = sessions[0]?.startsAt ?? frame.now
  const showsGrid = view === 'rooms' && day !== null
  const marksNow = !showsGrid || isOnAt(sessions, frame.now)
  const body = { sessions, frame, isToday }
  return (
    <>
      <div className="programme-bar">
        <DayTabs
          days={outline.days}
          current={day}
          filtered={words.length > 0}
          href={dayHref}
          frame={frame}
        />
        <FilterForm
          action={paths.conference(team, conference)}
          kept={{ day: query.day, view: query.view, zone: query.zone }}
          q={query.q}
          choices={choicesOf(frame, outline, {
            room: room && query.room,
            track: track && query.track,
          })}
          tick={{ name: 'mine', label: t('onlyMine'), on: query.mine !== undefined }}
          clearHref={filters ? clearHref : null}
          words={{ filter: t('filter'), search: t('search'), apply: t('apply'), clear: t('clear') }}
        />
      </div>
      <div className="programme-day">
        <h2>{day ? formatDay(day, locale) : t('noTime')}</h2>
        {day && <span>{t('timesIn', { zone: zoneText(at, clock.zone, locale) })}</span>}
        {filters && sessions.length > 0 && (
          <span>{t('hits', { hits: sessions.length, filters })}</span>
        )}
        {(isToday ? marksNow : outline.days.some((it) => it.day === today)) && (
          <PendingLink
            href={isToday ? '#now' : `${dayHref(today)}#now`}
            className="text-link"
            keepScroll
          >
            {t('jumpToday')}
          </PendingLink>
        )}
      </div>
      {drawDay(
        sessions.length === 0 ? (
          <NoHits
            days={outline.days}
            filters={filters}
            href={dayHref}
            clearHref={clearHref}
            frame={frame}
          />
        ) : showsGrid ? (
          <ProgrammeGrid {...body} rooms={outline.rooms} day={day} />
        ) : (
          <ProgrammeList {...body} day={day} />
        ),
      )}
    </>
  )
}

/** Whether `now` lies between the first start and the last end, where the grid draws its line. */
function isOnAt(sessions: readonly ProgrammeSession[], now: Date): boolean {
  return (
    sessions.some(({ startsAt }) => startsAt && startsAt <= now) &&
    sessions.some(({ startsAt, endsAt }) => (endsAt ?? startsAt ?? now) > now)
  )
}

/** "Central European Standard Time (Europe/Berlin)" */
function zoneText(at: Date, zone: string, locale: string): string {
  return `${zoneName(at, zone, locale)} (${zone})`
}

/** Track and room, where there are several of them. */
function choicesOf(
  { t }: ProgrammeFrame,
  { tracks, rooms }: ProgrammeProps['outline'],
  chosen: { track: string | undefined; room: string | undefined },
): FilterChoice[] {
  const options = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }): [string, string] => [shortId(id), name])
  return [
    {
      ...{ name: 'track', label: t('track'), all: t('allTracks'), chosen: chosen.track },
      options: options(tracks),
    },
    {
      ...{ name: 'room', label: t('room'), all: t('allRooms'), chosen: chosen.room },
      options: options(rooms),
    },
  ].filter((it) => it.options.length > 1)
}

function named<T extends { id: string }>(of: readonly T[], short: string | undefined) {
  return short ? of.find(({ id }) => shortId(id) === short) : undefined
}
