import { createHash } from 'node:crypto'
import { recordingOf } from '@/features/sessions/recording'
import { AppError } from '@/lib/errors'
import type { Problem } from '../formats/programme'
import { type Pair, pairWithSessions, type Talk } from '../matching/pairs'
import type { ReportHead } from '../schema'

/** What an import of recordings or transcripts will do: its things against the sessions. Pure. */

export type MediaKind = 'recordings' | 'transcripts'

/** A recording or a transcript as it waits for its confirmation. */
export type MediaItem = {
  /** What it is called; may be empty */
  title: string
  /** Address of the recording, or name of the file */
  detail: string
  /** By which a session may be known for certain */
  marks: string[]
  line: number | null
  durationSeconds: number | null
  transcript?: { hash: string; cues: number; language: string }
  /** What is the same for several languages of one talk */
  group?: string
}

export type StagedMedia = {
  format: string
  items: MediaItem[]
  repeated: number
  problems: Problem[]
}

/** For each item, what is proposed and what the person has chosen. */
export type ChosenPair = Pick<Pair, 'proposals' | 'session'> & { take: boolean }

export type MediaOptions = {
  title: string
  /** Null until somebody has said which */
  conferenceId: string | null
  pairs: ChosenPair[]
}

/** What an import of recordings or transcripts did. Changed is what took the place of another. */
export type MediaReport = ReportHead & {
  left: number
  repeated: number
  cues: number
  rows: {
    title: string
    detail: string
    what: 'added' | 'changed' | 'unchanged' | 'left'
    session: { id: string; slug: string; title: string } | null
  }[]
  undo?: { restored: number; kept: { sessionId: string; title: string }[] }
}

export type MediaSession = {
  id: string
  slug: string
  title: string
  /** `YYYY-MM-DD` */
  day: string | null
  speakers: string[]
  language: string
  /** Of the programme: codes and addresses */
  keys: string[]
  url: string | null
  recordingUrl: string | null
  uploaded: boolean
  transcript: { id: string; hash: string; language: string } | null
}

export type MediaRow = ChosenPair & {
  index: number
  item: MediaItem
  chosen: MediaSession | null
  /** What confirming does with it when it is taken: `same` is there already */
  what: 'new' | 'replaces' | 'same' | 'none'
}

export type MediaPlan = {
  rows: MediaRow[]
  /** Those that will be written */
  taken: (MediaRow & { chosen: MediaSession })[]
  /** Title of a session that two rows name */
  clash: string | null
}

/** Whether a session has one of its own already. */
export function has(kind: MediaKind, session: MediaSession): boolean {
  if (kind === 'transcripts') return session.transcript !== null
  return session.recordingUrl !== null || session.uploaded
}

/** Whether a session has this very one already. */
function isThere(kind: MediaKind, item: MediaItem, session: MediaSession): boolean {
  if (kind === 'transcripts') return session.transcript?.hash === item.transcript?.hash
  const { recordingUrl } = session
  return recordingUrl !== null && sameRecording(recordingUrl, item.detail)
}

function sameRecording(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [recordingOf(one), recordingOf(other)]
  return !!a && !!b && a.player === b.player && a.id === b.id && a.startMs === b.startMs
}

/**
 * Finds the sessions of things; several languages of one talk are one thing. Ticked at first are the
 * sure ones where nothing is replaced; of languages the talk's own, else the first.
 */
export function choosePairs(
  kind: MediaKind,
  items: MediaItem[],
  talks: Talk[],
  event: string,
  sessions: ReadonlyMap<string, MediaSession>,
): ChosenPair[] {
  const groups = new Map<string, number[]>()
  for (const [at, { group = `${at}` }] of items.entries()) {
    groups.get(group)?.push(at) ?? groups.set(group, [at])
  }
  const members = [...groups.values()]
  const things = members.map((all) => items[all[0] ?? 0] ?? { title: '' })
  const chosen: ChosenPair[] = []
  for (const [n, pair] of pairWithSessions(things, talks, event).entries()) {
    const { proposals, session, sure } = pair
    const all = members[n] ?? []
    const found = session ? sessions.get(session) : undefined
    const first = firstOf(items, all, found?.language ?? '')
    for (const at of all) {
      const take = at === first && sure && !!found && !has(kind, found)
      chosen[at] = { proposals, session, take }
    }
  }
  return chosen
}

function firstOf(items: MediaItem[], all: number[], language: string): number | undefined {
  const spoken = (at: number) => {
    const [tag = ''] = items[at]?.transcript?.language.toLowerCase().split('-') ?? []
    return tag !== '' && language.toLowerCase().startsWith(tag)
  }
  return all.find(spoken) ?? all[0]
}

/**
 * What confirming would do with each file or address: whether its session has none yet, has this one, or
 * another that it replaces. `clash` names a session for which two are ticked.
 */
export function planMedia(
  kind: MediaKind,
  items: MediaItem[],
  pairs: ChosenPair[],
  sessions: ReadonlyMap<string, MediaSession>,
): MediaPlan {
  const rows = items.map((item, index): MediaRow => {
    const { proposals = [], session = null, take = false } = pairs[index] ?? {}
    const chosen = (session && sessions.get(session)) || null
    const what = chosen
      ? isThere(kind, item, chosen)
        ? 'same'
        : has(kind, chosen)
          ? 'replaces'
          : 'new'
      : 'none'
    return { ...{ index, item, proposals, session, take, chosen, what } }
  })
  const taken = rows.flatMap((row) => {
    const { chosen, take, what } = row
    return chosen && take && what !== 'same' ? [{ ...row, chosen }] : []
  })
  const seen = new Set<string>()
  const clash = taken.find(({ chosen }) => seen.size === seen.add(chosen.id).size)
  return { rows, taken, clash: clash?.chosen.title ?? null }
}

/** @throws AppError INVALID when two things go to one session, or none is ticked */
export function refuseUnfit({ clash, taken }: Pick<MediaPlan, 'clash' | 'taken'>): void {
  if (clash) throw new AppError('INVALID', 'imports.media.clash', { params: { title: clash } })
  if (taken.length === 0) throw new AppError('INVALID', 'imports.media.nothing')
}

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** What the sessions have at this moment, as one value that a page can name. */
export function seenHash(kind: MediaKind, conferenceId: string, sessions: MediaSession[]): string {
  const now = sessions
    .map(({ id, recordingUrl, uploaded, transcript }) =>
      kind === 'recordings' ? [id, recordingUrl, uploaded] : [id, transcript?.id ?? null],
    )
    .sort()
  return digest([kind, conferenceId, now])
}

/** That, and what was chosen. */
export function mediaPlanHash(seen: string, pairs: ChosenPair[]): string {
  return digest([seen, pairs.map(({ session, take }) => [session, take])])
}
