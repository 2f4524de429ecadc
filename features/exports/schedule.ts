import { conferenceDay, localTime, zonedInstant, zoneOffset } from '@/lib/dates'
import type { ExportedSession } from './queries'

export type ScheduleConference = {
  title: string
  slug: string
  zone: string
  dayEndsAtMinutes: number
  url: string | null
  /** `YYYY-MM-DD` */
  firstDay: string | null
  lastDay: string | null
}

/**
 * A programme as frab's `schedule.json` (c3voc's schema, version 1: days → rooms → events), which
 * pretalx, Giggity and Hallway read. Talks without a time are left out, since they stand on no day;
 * of several rooms the first holds the talk.
 */
export function scheduleOf(
  conference: ScheduleConference,
  sessions: ExportedSession[],
  sessionAt: (session: ExportedSession) => string,
) {
  const { title, slug, zone, dayEndsAtMinutes } = conference
  const timed = sessions.flatMap((it) =>
    it.startsAt ? [{ ...it, startsAt: it.startsAt, on: dayOf(it.startsAt, conference) }] : [],
  )
  const dates = [...new Set(timed.map(({ on }) => on))].sort()
  const rooms = [...new Set(timed.map(roomOf))]
  const days = dates.map((date, index) => ({
    index: index + 1,
    date,
    day_start: instant(date, dayEndsAtMinutes, zone),
    day_end: instant(date, dayEndsAtMinutes + 24 * 60 - 1, zone),
    rooms: Object.fromEntries(
      rooms.flatMap((room) => {
        const held = timed.filter((it) => it.on === date && roomOf(it) === room)
        return held.length > 0 ? [[room, held.map((it) => eventOf(it, zone, sessionAt))]] : []
      }),
    ),
  }))
  return {
    schedule: {
      version: new Date(Math.max(0, ...sessions.map(({ updatedAt }) => updatedAt.getTime()))),
      generator: { name: 'hallway' },
      conference: {
        acronym: slug,
        title,
        start: conference.firstDay ?? dates[0] ?? null,
        end: conference.lastDay ?? dates.at(-1) ?? null,
        daysCount: dates.length,
        timeslot_duration: '00:05',
        time_zone_name: zone,
        day_change: clock(dayEndsAtMinutes),
        ...(conference.url && { url: conference.url }),
        rooms: rooms.map((name) => ({ name })),
        tracks: [...new Set(timed.map(({ track }) => track))].flatMap((name) =>
          name ? [{ name }] : [],
        ),
        days,
      },
    },
  }
}

type Timed = ExportedSession & { startsAt: Date }

function eventOf(it: Timed, zone: string, sessionAt: (session: ExportedSession) => string) {
  const minutes = it.endsAt ? (it.endsAt.getTime() - it.startsAt.getTime()) / 60_000 : null
  return {
    guid: it.id,
    date: withOffset(it.startsAt, zone),
    start: localTime(it.startsAt, zone).slice(11),
    ...(minutes !== null && { duration: clock(minutes) }),
    room: roomOf(it),
    rooms: it.rooms,
    slug: it.slug,
    url: it.url ?? sessionAt(it),
    origin_url: sessionAt(it),
    title: it.title,
    subtitle: it.subtitle,
    language: it.language,
    track: it.track,
    type: it.kind,
    abstract: it.abstract,
    description: '',
    persons: it.speakers.map(({ name, organisation }) => ({
      public_name: name,
      ...(organisation && { organization: organisation }),
    })),
    links: [
      ...it.resources,
      ...(it.slidesUrl && it.resources.every(({ url }) => url !== it.slidesUrl)
        ? [{ title: 'Slides', url: it.slidesUrl }]
        : []),
    ],
    attachments: [],
    ...(it.recordingUrl && { video_download_url: it.recordingUrl }),
    ...(it.cancelled && { cancelled: true }),
  }
}

function roomOf({ rooms }: ExportedSession): string {
  return rooms[0] ?? ''
}

function dayOf(start: Date, { zone, dayEndsAtMinutes }: ScheduleConference): string {
  return conferenceDay(start, zone, dayEndsAtMinutes)
}

function instant(day: string, minutes: number, zone: string): string {
  const midnight = zonedInstant(`${day}T00:00`, zone)
  return withOffset(new Date(midnight.getTime() + minutes * 60_000), zone)
}

/** ISO 8601 with the offset of the zone at that instant. */
function withOffset(at: Date, zone: string): string {
  const offset = zoneOffset(at, zone)
  const seconds = at.toISOString().slice(17, 19)
  return `${localTime(at, zone)}:${seconds}${offset < 0 ? '-' : '+'}${clock(Math.abs(offset))}`
}

function clock(minutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(minutes / 60)}:${two(minutes % 60)}`
}
