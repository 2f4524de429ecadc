import { conferenceDay, isZone, localDate } from '@/lib/dates'
import { fixedZone, type Placed, proposeDayEnd } from './days'
import { numberRepeats } from './keys'
import type { Problems } from './problems'
import type { Programme, ProgrammeSession, ReadOptions } from './programme'
import { Refused } from './refusal'

export type Entry = { session: ProgrammeSession; listedDay: string | null }

export type Draft = Pick<
  Programme,
  | 'format'
  | 'title'
  | 'zone'
  | 'zoneCertain'
  | 'timesDependOnZone'
  | 'offsets'
  | 'sourceHint'
  | 'url'
> & { entries: Entry[]; dayEndHints: number[] }

/** The zone to cut days in and to read local times in: chosen, named, by offset, or UTC. */
export function workingZone(options: ReadOptions, zone: string | null, offsets: number[]): string {
  if (options.zone && isZone(options.zone)) return options.zone
  return zone ?? fixedZone(offsets) ?? 'UTC'
}

/** Gives a read file its conference days and unique keys. Throws `Refused` when it is empty. */
export function assemble(draft: Draft, problems: Problems, options: ReadOptions): Programme {
  const { entries, dayEndHints, ...rest } = draft
  if (entries.length === 0) throw new Refused('no-entries', { format: draft.format })
  const usedZone = workingZone(options, draft.zone, draft.offsets)
  const sessions = entries.map(({ session }) => session)
  const placed: Placed[] = entries.map(({ session, listedDay }) => ({
    startsAt: session.startsAt,
    allDay: session.allDay,
    listedDay,
  }))
  const dayEndsAtMinutes = options.dayEndsAtMinutes ?? proposeDayEnd(placed, usedZone, dayEndHints)
  const days = new Set<string>()
  for (const session of sessions) {
    if (!session.startsAt) continue
    session.day = session.allDay
      ? localDate(session.startsAt, usedZone)
      : conferenceDay(session.startsAt, usedZone, dayEndsAtMinutes)
    days.add(session.day)
  }
  const repeated = numberRepeats(sessions)
  if (repeated > 0) problems.add('key-repeated', null, null, { count: repeated })
  if (!draft.zoneCertain) problems.add('zone-unknown')
  const sorted = [...days].sort()
  return {
    ...rest,
    usedZone,
    dayEndsAtMinutes,
    firstDay: sorted[0] ?? null,
    lastDay: sorted.at(-1) ?? null,
    sessions,
    problems: problems.list(),
  }
}
