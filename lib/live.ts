import 'server-only'
import pg from 'pg'
import type { Member, System } from './actor'
import { Prisma, type Transaction } from './db'
import { env } from './env'
import { log } from './log'

export type SubjectType =
  | 'team'
  | 'member'
  | 'conference'
  | 'session'
  | 'article'
  | 'annotation'
  | 'block'
  | 'thread'
  | 'comment'
  | 'list'
  | 'smart-list'
  | 'entry'
  | 'link'
  | 'recap'
  | 'share'
  | 'import'
  | 'token'

export type Verb =
  | 'created'
  | 'added'
  | 'edited'
  | 'deleted'
  | 'restored'
  | 'shown'
  | 'withdrawn'
  | 'answered'
  | 'closed'
  | 'reopened'
  | 'replied'
  | 'resolved'
  | 'moved'
  | 'joined'
  | 'left'
  | 'removed'
  | 'role_changed'
  | 'shared'
  | 'revoked'
  | 'applied'
  | 'undone'
  | 'gathered'
  | 'reacted'
  | 'unreacted'

export type Happening = {
  verb: Verb
  subject: { type: SubjectType; id: string }
  /** The session, article, list or conference whose page shows it */
  place?: { type: 'session' | 'article' | 'list' | 'conference'; id: string }
  audience?: 'me' | 'team' | 'public'
  /**
   * Who should find a notice of it in their inbox, and of what kind; the actor never does. Whoever is
   * named twice gets the first one.
   */
  notify?: Notify | Notify[]
}

export type Notify = {
  kind: 'reply' | 'answer' | 'comment' | 'assigned' | 'mention' | 'followed'
  userIds: string[]
}

/**
 * Writes an event into the team's log, in the transaction of the change it tells of. Every mutation
 * does so. The sequence number is drawn under the team's row lock: who has read up to n has seen
 * all that came before. Call it last in the transaction, so that the lock is held briefly.
 *
 * A trigger on the table announces (team, seq) to other processes when the transaction commits.
 */
export async function record(
  tx: Transaction,
  actor: Member | (System & { teamId: string }),
  { verb, subject, place, audience = 'team', notify }: Happening,
): Promise<void> {
  const actorId = actor.kind === 'member' ? actor.userId : null
  await tx.$executeRaw(Prisma.sql`
    WITH drawn AS (
      UPDATE "Team" SET "eventSeq" = "eventSeq" + 1 WHERE "id" = ${actor.teamId}::uuid
      RETURNING "eventSeq"
    )
    INSERT INTO "Event" ("teamId", "seq", "actorId", "verb", "subjectType", "subjectId",
                         "placeType", "placeId", "audience")
    SELECT ${actor.teamId}::uuid, "eventSeq", ${actorId}::uuid, ${verb}, ${subject.type},
           ${subject.id}::uuid, ${place?.type ?? null}, ${place?.id ?? null}::uuid,
           ${audience}::"Audience"
    FROM drawn`)
  const told = new Set([actorId])
  for (const { kind, userIds } of notify ? [notify].flat() : []) {
    const recipients = [...new Set(userIds)].filter((id) => !told.has(id))
    if (recipients.length === 0) continue
    for (const id of recipients) told.add(id)
    // A mention in what one has an unread notice of already is no more news
    const known =
      kind === 'mention'
        ? Prisma.sql`AND NOT EXISTS (
            SELECT FROM "Notice" n
            WHERE n."teamId" = t."id" AND n."userId" = m."userId" AND n."readAt" IS NULL
              AND n."subjectType" = ${subject.type} AND n."subjectId" = ${subject.id}::uuid)`
        : Prisma.empty
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "Notice" ("teamId", "userId", "seq", "kind", "subjectType", "subjectId")
      SELECT t."id", m."userId", t."eventSeq", ${kind}, ${subject.type}, ${subject.id}::uuid
      FROM "Team" t
      JOIN "Membership" m ON m."teamId" = t."id" AND m."leftAt" IS NULL
                         AND m."userId" = ANY(${recipients}::uuid[])
      WHERE t."id" = ${actor.teamId}::uuid ${known}
      ON CONFLICT DO NOTHING`)
  }
}

/** Many at once, in the order given, of which nobody is to find a notice. One statement; none for none. */
export async function recordAll(
  tx: Transaction,
  actor: Member,
  happenings: Omit<Happening, 'notify'>[],
): Promise<void> {
  if (happenings.length === 0) return
  const rows = happenings.map(({ verb, subject, place, audience = 'team' }) => {
    return { verb, ...subject, placeType: place?.type, placeId: place?.id, audience }
  })
  await tx.$executeRaw(Prisma.sql`
    WITH drawn AS (
      UPDATE "Team" SET "eventSeq" = "eventSeq" + ${rows.length}
      WHERE "id" = ${actor.teamId}::uuid
      RETURNING "eventSeq"
    )
    INSERT INTO "Event" ("teamId", "seq", "actorId", "verb", "subjectType", "subjectId",
                         "placeType", "placeId", "audience")
    SELECT ${actor.teamId}::uuid, d."eventSeq" - ${rows.length} + r."at", ${actor.userId}::uuid,
           r."it"->>'verb', r."it"->>'type', (r."it"->>'id')::uuid, r."it"->>'placeType',
           (r."it"->>'placeId')::uuid, (r."it"->>'audience')::"Audience"
    FROM drawn d, json_array_elements(${JSON.stringify(rows)}::json) WITH ORDINALITY r("it", "at")`)
}

/** What a process hears over the database: on which channel, and the few words that came along. */
export type Listener = (channel: Channel | 'again', payload: string) => void
export type Channel = (typeof channels)[number]

const channels = ['hallway_event', 'hallway_presence', 'hallway_login'] as const
const [firstPause, longestPause] = [250, 10_000]
// A connection that broke without a word would leave everybody behind until somebody reloads
const [pingEvery, pingPatience] = [15_000, 5_000]

type Ear = { listeners: Set<Listener>; client: pg.Client | null; stopped: boolean }

// Next's dev server loads modules anew, and the server process tells us when it ends (bin/server.mjs)
const held = globalThis as typeof globalThis & {
  hallwayEar?: Ear
  [key: symbol]: Set<() => Promise<void>> | undefined
}

/**
 * Hears what this and the other processes announce, over one connection per process. Whenever that
 * connection is there (again), the listener hears `again`: what was said meanwhile, nobody repeats,
 * so it has to look for itself. Answers how to stop.
 */
export function hear(listener: Listener): () => void {
  if (!held.hallwayEar) {
    held.hallwayEar = { listeners: new Set(), client: null, stopped: false }
    void keepListening(held.hallwayEar)
  }
  const { listeners } = held.hallwayEar
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function keepListening(ear: Ear): Promise<void> {
  const tell: Listener = (channel, payload) => {
    for (const listener of ear.listeners) listener(channel, payload)
  }
  const key = Symbol.for('hallway.stop')
  held[key] ??= new Set()
  held[key].add(async () => {
    ear.stopped = true
    await ear.client?.end().catch(() => {})
  })
  for (let pause = firstPause; !ear.stopped; pause = Math.min(pause * 2, longestPause)) {
    const client = new pg.Client({
      connectionString: env.DATABASE_URL,
      application_name: 'hallway live',
      connectionTimeoutMillis: 5_000,
      query_timeout: pingPatience,
      keepAlive: true,
    })
    ear.client = client
    client.on('error', () => {})
    client.on('notification', ({ channel, payload }) => tell(channel as Channel, payload ?? ''))
    try {
      await client.connect()
      await client.query(channels.map((name) => `LISTEN ${name}`).join(';'))
      pause = firstPause
      tell('again', '')
      await brokenOff(client)
    } catch (error) {
      log.debug({ error: error instanceof Error ? error.message : String(error) }, 'live waits')
    }
    client.end().catch(() => {})
    if (!ear.stopped) await new Promise((resolve) => setTimeout(resolve, pause).unref())
  }
}

/** Resolves when a connection has ended, or does not answer any more. */
async function brokenOff(client: pg.Client): Promise<void> {
  let ping: NodeJS.Timeout | undefined
  await new Promise<void>((resolve) => {
    client.once('end', resolve)
    ping = setInterval(() => client.query('SELECT 1').catch(() => resolve()), pingEvery).unref()
  })
  clearInterval(ping)
}
