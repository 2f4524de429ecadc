import type { useTranslations } from 'next-intl'
import { trackClass } from '@/components/ui/track'
import type { Clock } from '@/features/conferences/clock'
import { dayOffset, formatRange, formatTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import { isQuiet } from '../grid'
import type { ProgrammeSession } from '../queries'
import type { TimeLabel } from './list-rows'
import type { Marks, SessionRow, Shared } from './session-card'

/** What all parts of a programme share. */
export type ProgrammeFrame = {
  team: string
  clock: Clock
  locale: string
  now: Date
  /** By session, how many annotations and comments the reader may see. */
  annotations: ReadonlyMap<string, number>
  comments: ReadonlyMap<string, number>
  /** By session, what the reader wants of it and how many others show that they want it. */
  picks: ReadonlyMap<string, 'now' | 'later' | 'skip'>
  wanted: ReadonlyMap<string, number>
  marks: Marks
  t: ReturnType<typeof useTranslations<'sessions.programme'>>
}

type Slots = Map<string, { index: number; time: string; length?: string }>

/** The sessions of a day as `SessionCard` draws them, with what they have in common. */
export function rowsOf(sessions: readonly ProgrammeSession[], frame: ProgrammeFrame) {
  const slots: Slots = new Map()
  const rows = sessions.map((session) => rowOf(session, frame, slots))
  const shared: Shared = {
    team: paths.team(frame.team),
    slots: [...slots.values()].map(({ time, length }) => ({ time, ...(length && { length }) })),
    cancelled: frame.t('cancelled'),
    recording: frame.t('recording'),
    marks: frame.marks,
  }
  return { rows, shared }
}

function rowOf(session: ProgrammeSession, frame: ProgrammeFrame, slots: Slots): SessionRow {
  const { id, title, rooms, speakers, track, language } = session
  const slot = slotOf(session, frame, slots)
  const look = [
    isQuiet(session) && 'talk-quiet',
    session.colour !== null && trackClass(session.colour),
  ].filter(Boolean)
  const written = writtenAbout(id, frame)
  const [wish, wanted] = [frame.picks.get(id), frame.wanted.get(id)]
  return {
    href: paths.session(frame.team, session).slice(paths.team(frame.team).length),
    title,
    ...(slot !== undefined && { slot }),
    ...(rooms && { rooms }),
    ...(speakers && { speakers }),
    ...(track && { track }),
    ...(look.length > 0 && { look: look.join(' ') }),
    ...(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language) && { lang: language }),
    ...(written && { written }),
    ...(session.cancelled && { cancelled: true }),
    ...(session.recorded && { recorded: true }),
    ...(wish ? { wish } : isQuiet(session) && { unmarked: true }),
    ...(wanted && { wanted: frame.t('wanted', { count: wanted }) }),
  }
}

/** Sessions that begin and end together, as most of a programme do, are put into words once. */
function slotOf({ startsAt, endsAt }: ProgrammeSession, frame: ProgrammeFrame, slots: Slots) {
  if (!startsAt) return undefined
  const key = `${startsAt.getTime()} ${endsAt?.getTime()}`
  let slot = slots.get(key)
  if (!slot) {
    const time = formatRange(startsAt, endsAt, frame.clock.zone, frame.locale)
    const length = duration(startsAt, endsAt, frame.t)
    slot = { index: slots.size, time, ...(length && { length }) }
    slots.set(key, slot)
  }
  return slot.index
}

function duration(startsAt: Date, endsAt: Date | null, t: ProgrammeFrame['t']): string {
  const minutes = endsAt ? (endsAt.getTime() - startsAt.getTime()) / 60_000 : 0
  if (minutes <= 0) return ''
  if (minutes < 120) return t('minutes', { count: Math.round(minutes) })
  return t('hours', { count: Math.round(minutes / 6) / 10 })
}

function writtenAbout(id: string, { annotations, comments, t }: ProgrammeFrame): string {
  const [notes, replies] = [annotations.get(id), comments.get(id)]
  return [
    notes ? t('annotations', { count: notes }) : '',
    replies ? t('comments', { count: replies }) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

/** A time of day, with "+1 day" where its date is not that of the conference day. */
export function timeLabel(at: Date, day: string, { clock, locale, t }: ProgrammeFrame): TimeLabel {
  const label = { iso: at.toISOString(), text: formatTime(at, clock.zone, locale) }
  const days = dayOffset(at, clock.zone, day)
  if (days === 0) return label
  const count = Math.abs(days)
  return { ...label, mark: days > 0 ? t('plusDay', { count }) : t('minusDay', { count }) }
}
