/**
 * Lays the sessions of one day out as a grid: a column per room (more where sessions of a room
 * overlap), a row between any two moments at which something begins or ends. Rows and columns count
 * from 1, as CSS grid lines do. Pure; instants are milliseconds since the epoch, so that a change of
 * clocks during the day can neither swap rows nor merge them.
 */

export type GridSession = {
  id: string
  startsAt: number
  /** Null when unknown: the session then lasts until the next one begins, at most half an hour. */
  endsAt: number | null
  roomIds: string[]
  /** Coffee, lunch, registration: may lie across all rooms. */
  quiet: boolean
}

export type GridColumn = {
  /** Null for sessions that have no room. */
  roomId: string | null
  from: number
  /** How many sessions overlap at most, so how many columns the room takes. */
  lanes: number
}

export type GridRow = {
  startsAt: number
  minutes: number
  /** Whether a session begins here, so that the time is worth showing. */
  begins: boolean
  /** What lies in the row: breaks and empty hours need less room than their time. */
  holds: 'sessions' | 'break' | 'nothing'
}

export type GridCell = {
  sessionId: string
  row: number
  rows: number
  column: number
  columns: number
  /** Lies across all rooms. */
  across: boolean
}

export type Grid = { columns: GridColumn[]; rows: GridRow[]; cells: GridCell[] }

type Placed = { session: GridSession; start: number; end: number }
/** Where a session lies among those of its room that overlap with it, directly or in a chain. */
type Lane = { lane: number; of: number }

const halfHour = 30 * 60_000
const noRoom = ''

/**
 * @param sessions of one conference day, in any order
 * @param roomIds all rooms, in the order of the columns; rooms without a session take none
 */
export function layOut(sessions: readonly GridSession[], roomIds: readonly string[]): Grid {
  const placed = withEnds(sessions)
  const across = new Set(placed.filter((it) => liesAcross(it, placed)))
  const inRooms = placed.filter((it) => !across.has(it))

  const order = [...roomIds, noRoom]
  const lanes = new Map(order.map((room) => [room, lanesOf(inRooms.filter(isIn(room)))]))
  const columns: GridColumn[] = []
  let next = 1
  for (const room of order) {
    const taken = lanes.get(room)
    if (!taken?.size) continue
    const count = Math.max(...[...taken.values()].map(({ of }) => of))
    columns.push({ roomId: room || null, from: next, lanes: count })
    next += count
  }

  const moments = [...new Set(placed.flatMap(({ start, end }) => [start, end]))].sort(
    (a, b) => a - b,
  )
  const line = new Map(moments.map((moment, index) => [moment, index + 1]))
  const begins = new Set(placed.map(({ start }) => start))
  const rows = moments.slice(0, -1).map((startsAt, index): GridRow => {
    const end = moments[index + 1] ?? startsAt
    const minutes = (end - startsAt) / 60_000
    const inRow = placed.filter((it) => it.start < end && startsAt < it.end)
    const holds = inRow.some((it) => !across.has(it)) ? 'sessions' : 'break'
    const begun = begins.has(startsAt)
    return { startsAt, minutes, begins: begun, holds: inRow.length > 0 ? holds : 'nothing' }
  })

  const cells = placed.flatMap((it): GridCell[] => {
    const row = line.get(it.start) ?? 1
    const base = { sessionId: it.session.id, row, rows: (line.get(it.end) ?? row + 1) - row }
    if (across.has(it)) {
      return [{ ...base, column: 1, columns: Math.max(1, next - 1), across: true }]
    }
    return spansOf(it, columns, lanes).map((span) => ({ ...base, ...span, across: false }))
  })
  return { columns, rows, cells }
}

/** Every session with an end after its start, sorted as they are placed. */
function withEnds(sessions: readonly GridSession[]): Placed[] {
  const starts = [...new Set(sessions.map(({ startsAt }) => startsAt))].sort((a, b) => a - b)
  return sessions
    .map((session) => {
      const start = session.startsAt
      if (session.endsAt !== null && session.endsAt > start) {
        return { session, start, end: session.endsAt }
      }
      const following = starts.find((moment) => moment > start) ?? start + halfHour
      return { session, start, end: Math.min(following, start + halfHour) }
    })
    .sort((a, b) => a.start - b.start || b.end - a.end)
}

const overlap = (a: Placed, b: Placed) => a.start < b.end && b.start < a.end

/** A break, or something without a room, that leaves nothing else to go to. */
function liesAcross(it: Placed, all: Placed[]): boolean {
  if (!it.session.quiet && it.session.roomIds.length > 0) return false
  return all.every((other) => other === it || !overlap(it, other))
}

const isIn = (room: string) => (it: Placed) =>
  room === noRoom ? it.session.roomIds.length === 0 : it.session.roomIds.includes(room)

/** Gives each session of a room the first lane that is free; a chain of overlaps shares its width. */
function lanesOf(sessions: Placed[]): Map<Placed, Lane> {
  const lanes = new Map<Placed, Lane>()
  let chain: Placed[] = []
  let ends: number[] = []
  const close = () => {
    for (const it of chain) lanes.set(it, { lane: lanes.get(it)?.lane ?? 0, of: ends.length })
    chain = []
    ends = []
  }
  for (const it of sessions) {
    if (chain.length > 0 && it.start >= Math.max(...ends)) close()
    const free = ends.findIndex((end) => end <= it.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = it.end
    chain.push(it)
    lanes.set(it, { lane, of: 1 })
  }
  close()
  return lanes
}

type Span = { column: number; columns: number }

/** The stretches of columns a session takes: one where its rooms lie side by side, else several. */
function spansOf(it: Placed, columns: GridColumn[], lanes: Map<string, Map<Placed, Lane>>): Span[] {
  const spans: (Span & { whole: boolean })[] = []
  for (const { roomId, from, lanes: width } of columns) {
    const lane = lanes.get(roomId ?? noRoom)?.get(it)
    if (!lane) continue
    const whole = lane.of === 1
    const last = spans.at(-1)
    if (whole && last?.whole && last.column + last.columns === from) last.columns += width
    // Alone in its room it takes all of the room's columns; else its lane, and the last what is left
    else if (whole) spans.push({ column: from, columns: width, whole })
    else {
      const share = Math.floor(width / lane.of)
      const isLast = lane.lane === lane.of - 1
      const taken = isLast ? width - share * lane.lane : share
      spans.push({ column: from + share * lane.lane, columns: taken, whole })
    }
  }
  return spans.map(({ column, columns }) => ({ column, columns }))
}

// The word has to be the whole matter: "Break the monolith" is a talk
const quietWords =
  /^(((coffee|tea|lunch|dinner|breakfast|morning|afternoon)\s+)?break|coffee|tea|lunch|dinner|breakfast|pause|registration|check-?in|doors? open|badge pick-?up)\s*($|[,:;(&/|–-]|\p{Script=Han}|(and|break|with|in|at|for)\b)/iu
const quietHan = /^(茶歇|午餐|午休|晚餐|早餐|签到|注册|休息|入场)(时间|与|和|及|\P{L}|$)/u

/** Whether a session is a break, a meal or the registration: shown, but quietly. */
export function isQuiet({ kind, title }: { kind: string; title: string }): boolean {
  return (
    /break|lunch|meal|registration|pause|茶歇|休息/i.test(kind) ||
    quietWords.test(title.trim()) ||
    quietHan.test(title.trim())
  )
}

/**
 * Which day of a programme to show: the one asked for, else today, else the first; among those that
 * match the filter when any does. Null stands for the sessions without a time; undefined when there
 * are no sessions at all.
 */
export function dayToShow(
  days: readonly { day: string | null; hits: number }[],
  asked: string | null | undefined,
  today: string,
): string | null | undefined {
  if (asked !== undefined && days.some(({ day }) => day === asked)) return asked
  const matching = days.filter(({ hits }) => hits > 0)
  const among = matching.length > 0 ? matching : days
  return (among.find(({ day }) => day === today) ?? among[0])?.day
}
