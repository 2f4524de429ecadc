import 'server-only'
import { type Member, type System, systemFor } from '@/lib/actor'
import { type Channel, hear } from '@/lib/live'
import { log } from '@/lib/log'
import { endsRights, isTold, seesEvent } from './policy'
import { getEventsAfter, getLoginsInTeam, getPresence, type HeardEvent } from './queries'

/** Open streams of one login in one process. Tabs of a browser share one. */
const mostPerLogin = 20
/** Milliseconds in which what happens becomes one message. The first one does not wait. */
const batch = 120
/** Milliseconds between signs of life; at each of them, rights and presence are looked at again. */
const beat = 20_000
/** Messages a reader may be behind before being cut off: the page comes back and catches up. */
const patience = 256

type Stream = {
  member: Member
  loginId: string
  /** Everything up to this event number was told */
  through: bigint | null
  behind: boolean
  /** Has been told who is where */
  greeted: boolean
  send: (text: string) => void
  end: () => void
}

/** The streams of one team in this process. One reading of the log serves them all. */
type Room = {
  system: System & { teamId: string }
  streams: Set<Stream>
  through: bigint | null
  /** What has to be looked at at the next turn */
  due: Set<'events' | 'presence' | 'rights'>
  turning: boolean
  lastTurn: number
  present: Map<string, string>
  beating: NodeJS.Timeout
}

// Next's dev server loads modules anew; a stream must not be counted in two places
const held = globalThis as typeof globalThis & { hallwayRooms?: Map<string, Room> }
held.hallwayRooms ??= new Map()
const rooms = held.hallwayRooms
let listening = false

/**
 * The live events of the member's team from the event number `since` on (from now on, without one),
 * as the body of a text/event-stream; null when this login has too many open already. It ends by
 * itself with the login or the membership.
 */
export function openStream(
  member: Member,
  { loginId, since }: { loginId: string; since: bigint | null },
): ReadableStream<Uint8Array> | null {
  const open = [...rooms.values()].flatMap(({ streams }) => [...streams])
  if (open.filter((stream) => stream.loginId === loginId).length >= mostPerLogin) return null
  if (!listening) hear(heard)
  listening = true
  const encoder = new TextEncoder()
  let left = false
  let leave = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const stream: Stream = {
        ...{ member, loginId, through: since, behind: true, greeted: false },
        send(text) {
          if (left) return
          controller.enqueue(encoder.encode(text))
          if ((controller.desiredSize ?? 0) < -patience) stream.end()
        },
        end() {
          if (left) return
          leave()
          controller.close()
        },
      }
      leave = () => {
        left = true
        leaveRoom(stream)
      }
      stream.send('retry: 2000\n\n')
      enterRoom(stream)
    },
    cancel: () => leave(),
  })
}

function enterRoom(stream: Stream): void {
  const { teamId } = stream.member
  let room = rooms.get(teamId)
  if (!room) {
    room = {
      system: { ...systemFor('live streams'), teamId },
      streams: new Set(),
      through: null,
      due: new Set(),
      turning: false,
      lastTurn: 0,
      present: new Map(),
      beating: setInterval(() => beatIn(teamId), beat).unref(),
    }
    rooms.set(teamId, room)
  }
  room.streams.add(stream)
  ask(room, 'events', 'presence')
}

function leaveRoom(stream: Stream): void {
  const room = rooms.get(stream.member.teamId)
  room?.streams.delete(stream)
  if (!room || room.streams.size > 0) return
  clearInterval(room.beating)
  rooms.delete(stream.member.teamId)
}

function beatIn(teamId: string): void {
  const room = rooms.get(teamId)
  if (!room) return
  for (const { send } of room.streams) send(':\n\n')
  ask(room, 'events', 'rights', 'presence')
}

function heard(channel: Channel | 'again', payload: string): void {
  if (channel === 'again')
    for (const room of rooms.values()) ask(room, 'events', 'rights', 'presence')
  if (channel === 'hallway_login') {
    for (const room of rooms.values()) {
      if ([...room.streams].some(({ loginId }) => loginId === payload)) ask(room, 'rights')
    }
  }
  const room = rooms.get(payload.split(' ')[0] ?? '')
  if (room && channel === 'hallway_event') ask(room, 'events')
  if (room && channel === 'hallway_presence') ask(room, 'presence')
}

/** Has the room look again: at once when it has been quiet, else when the batch is full. */
function ask(room: Room, ...what: ('events' | 'presence' | 'rights')[]): void {
  for (const one of what) room.due.add(one)
  if (room.turning) return
  room.turning = true
  const wait = Math.max(0, room.lastTurn + batch - Date.now())
  setTimeout(() => void turn(room), wait)
}

async function turn(room: Room): Promise<void> {
  const due = new Set(room.due)
  room.due.clear()
  room.lastTurn = Date.now()
  try {
    if (due.has('rights')) await keepRights(room)
    if (due.has('events')) await tellEvents(room)
    if (due.has('presence')) await tellPresence(room)
  } catch (error) {
    // The database is away: its coming back, or the next beat, asks again
    log.debug({ error: error instanceof Error ? error.message : String(error) }, 'live waits')
  }
  room.turning = false
  if (room.due.size > 0) ask(room)
}

async function keepRights({ system, streams }: Room): Promise<void> {
  const asked = [...streams]
  const good = await getLoginsInTeam(system, [...new Set(asked.map(({ loginId }) => loginId))])
  for (const stream of asked) {
    if (good.has(stream.loginId)) continue
    // Without data a browser would not pass it on
    stream.send('event: end\ndata: end\n\n')
    stream.end()
  }
}

async function tellEvents(room: Room): Promise<void> {
  // Only those already in step: whoever comes while this is read has to catch up first
  const inStep = [...room.streams].filter(({ behind }) => !behind)
  const { events, through } = await getEventsAfter(room.system, room.through)
  if (events === null || events.some(endsRights)) await keepRights(room)
  for (const stream of inStep) {
    if (!room.streams.has(stream)) continue
    const { member, through: known } = stream
    tell(
      stream,
      events?.filter((event) => seesEvent(member, event) && isAfter(event, known)),
      through,
    )
  }
  room.through = through
  await Promise.all([...room.streams].filter(({ behind }) => behind).map((it) => catchUp(room, it)))
}

/** What a reader has missed, by a reading of their own. After it they are in step with the room. */
async function catchUp(room: Room, stream: Stream): Promise<void> {
  const { events, through } = await getEventsAfter(stream.member, stream.through)
  if (events?.some(endsRights)) await keepRights(room)
  stream.behind = false
  tell(stream, events ?? undefined, through)
}

const isAfter = ({ told }: HeardEvent, known: bigint | null) =>
  known === null || BigInt(told.seq) > known

/** Without events: they are too many, and the page shall fetch itself anew. */
function tell(stream: Stream, events: HeardEvent[] | undefined, through: bigint): void {
  stream.through = through
  if (!events) stream.send(`event: reset\nid: ${through}\ndata: ${through}\n\n`)
  const told = (events ?? []).filter(isTold).map((event) => event.told)
  const last = told.at(-1)
  if (last) stream.send(`id: ${last.seq}\ndata: ${JSON.stringify(told)}\n\n`)
}

/** Tells everybody where those who are here have changed; who has just come, of all of them. */
async function tellPresence(room: Room): Promise<void> {
  const now = new Map(
    (await getPresence(room.system)).map((one) => [one.session, JSON.stringify(one)]),
  )
  const deserted = [...room.present.keys()]
    .filter((session) => !now.has(session))
    .map((session) => JSON.stringify({ session, people: [] }))
  const changed = [...now].flatMap(([session, text]) =>
    room.present.get(session) === text ? [] : [text],
  )
  for (const stream of room.streams) {
    const news = stream.greeted ? [...deserted, ...changed] : [...now.values()]
    stream.greeted = true
    if (news.length > 0) stream.send(`event: presence\ndata: [${news.join(',')}]\n\n`)
  }
  room.present = now
}
