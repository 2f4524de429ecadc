import 'server-only'
import { normaliseName } from '@/features/sessions/schema'
import { Prisma, type Transaction } from '@/lib/db'
import { newId } from '@/lib/ids'
import type { Values } from '../formats/values'
import type { Item } from './plan'

/**
 * The statements of an import: each works on a whole set, handed over as one JSON value, so that
 * their number does not grow with the file. All run in the caller's transaction, under its locks.
 */
export type Scope = { tx: Transaction; teamId: string; importId: string; conferenceId: string }

/** The ids of the rooms, tracks and speakers of a conference, by name. */
export type Names = {
  rooms: Map<string, string>
  tracks: Map<string, string>
  /** By normalised name */
  speakers: Map<string, string>
}

/** Who changes a programme by a file takes turns. */
export async function lockConference(
  tx: Transaction,
  { teamId }: { teamId: string },
  id: string | null,
) {
  if (!id) return
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "Conference" WHERE "teamId" = ${teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
}

/** A conference lasts at least as long as its sessions; a member may have said that it is longer. */
export async function widenConference({ tx, teamId, conferenceId }: Scope): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Conference" c SET "firstDay" = least(c."firstDay", d."first"),
                              "lastDay" = greatest(c."lastDay", d."last")
    FROM (SELECT min("day") AS "first", max("day") AS "last" FROM "Session"
          WHERE "teamId" = ${teamId}::uuid AND "conferenceId" = ${conferenceId}::uuid
            AND "deletedAt" IS NULL AND "cancelledAt" IS NULL) d
    WHERE c."teamId" = ${teamId}::uuid AND c."id" = ${conferenceId}::uuid`)
}

type Kept = 'conference' | 'source' | 'speaker'
const tables = {
  conference: Prisma.sql`"Conference"`,
  source: Prisma.sql`"Source"`,
  speaker: Prisma.sql`"Speaker"`,
}

/** Keeps rows as they are before this import changes them. */
export async function keepRows({ tx, teamId, importId }: Scope, type: Kept, ids: string[]) {
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "BeforeImage" ("teamId", "importId", "subjectType", "subjectId", "values")
    SELECT r."teamId", ${importId}::uuid, ${type}, r."id"::text, to_jsonb(r)
    FROM ${tables[type]} r WHERE r."teamId" = ${teamId}::uuid AND r."id" = ANY(${ids}::uuid[])`)
}

/** Keeps sessions with the rooms and speakers that they have. */
export async function keepSessions({ tx, teamId, importId }: Scope, ids: string[]) {
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "BeforeImage" ("teamId", "importId", "subjectType", "subjectId", "values")
    SELECT s."teamId", ${importId}::uuid, 'session', s."id"::text, to_jsonb(s) || jsonb_build_object(
      'rooms', (SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') FROM "SessionRoom" r
                WHERE r."teamId" = s."teamId" AND r."sessionId" = s."id"),
      'speakers', (SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM "SessionSpeaker" p
                   WHERE p."teamId" = s."teamId" AND p."sessionId" = s."id"))
    FROM "Session" s WHERE s."teamId" = ${teamId}::uuid AND s."id" = ANY(${ids}::uuid[])`)
}

/** Keeps items of a source under the keys that they have. */
export async function keepItems(scope: Scope, sourceId: string, keys: string[]): Promise<void> {
  const { tx, teamId, importId } = scope
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "BeforeImage" ("teamId", "importId", "subjectType", "subjectId", "values")
    SELECT i."teamId", ${importId}::uuid, 'item', i."externalKey", to_jsonb(i)
    FROM "SourceItem" i WHERE i."teamId" = ${teamId}::uuid AND i."sourceId" = ${sourceId}::uuid
      AND i."externalKey" = ANY(${keys}::text[])`)
}

type Sourced = { values: Values; correctsSpeakers: boolean }

/** Makes the rooms, tracks and speakers that are missing, and answers all that `sessions` name. */
export async function writeNames(scope: Scope, sessions: Sourced[]): Promise<Names> {
  const rooms = new Set(sessions.flatMap(({ values }) => values.rooms))
  const tracks = new Set(sessions.map(({ values }) => values.track).filter(Boolean))
  return {
    rooms: await writeNumbered(scope, rooms, Prisma.sql`"Room"`, Prisma.sql`"position"`),
    tracks: await writeNumbered(scope, tracks, Prisma.sql`"Track"`, Prisma.sql`"colour"`),
    speakers: byName(await writeSpeakerNames(scope, sessions)),
  }
}

/** Makes the rows of a table that have none of these names yet; each new one gets the next number. */
async function writeNumbered(
  { tx, teamId, importId, conferenceId }: Scope,
  names: Set<string>,
  table: Prisma.Sql,
  number: Prisma.Sql,
): Promise<Map<string, string>> {
  const wanted = [...names].map((name, position) => ({ id: newId(), name, position }))
  // A conflict "changes" the name to itself: without an update, RETURNING would leave the row out
  const rows = await tx.$queryRaw<Named[]>(Prisma.sql`
    INSERT INTO ${table} ("teamId", "id", "conferenceId", "name", ${number}, "importId")
    SELECT ${teamId}::uuid, r."id", ${conferenceId}::uuid, r."name",
           r."position" + (SELECT coalesce(max(${number}) + 1, 0) FROM ${table}
                           WHERE "teamId" = ${teamId}::uuid
                             AND "conferenceId" = ${conferenceId}::uuid),
           ${importId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) r("id" uuid, "name" text, "position" int)
    ON CONFLICT ("teamId", "conferenceId", "name") DO UPDATE SET "name" = EXCLUDED."name"
    RETURNING "id", "name"`)
  return byName(rows)
}

const byName = (rows: Named[]) => new Map(rows.map(({ id, name }) => [name, id]))

type Named = { id: string; name: string }

/** A speaker's organisation is filled in, and corrected only where the file corrects the talk. */
async function writeSpeakerNames(scope: Scope, sessions: Sourced[]): Promise<Named[]> {
  const { tx, teamId, importId, conferenceId } = scope
  const wanted = new Map<string, { name: string; organisation: string; corrects: boolean }>()
  for (const { values, correctsSpeakers: corrects } of sessions) {
    for (const { name, organisation } of values.speakers) {
      const key = normaliseName(name)
      const before = wanted.get(key)
      if (!before || (!before.organisation && organisation)) {
        wanted.set(key, { name, organisation, corrects })
      }
    }
  }
  const rows = JSON.stringify(
    [...wanted].map(([normalisedName, one]) => ({ ...one, normalisedName, id: newId() })),
  )
  const from = Prisma.sql`jsonb_to_recordset(${rows}::jsonb)
    n("id" uuid, "name" text, "normalisedName" text, "organisation" text, "corrects" bool)`
  const differs = Prisma.sql`n."organisation" <> '' AND n."organisation" <> s."organisation"
    AND (n."corrects" OR s."organisation" = '')`
  const changed = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT s."id" FROM "Speaker" s JOIN ${from} ON n."normalisedName" = s."normalisedName"
    WHERE s."teamId" = ${teamId}::uuid AND s."conferenceId" = ${conferenceId}::uuid AND ${differs}`)
  const changedIds = changed.map(({ id }) => id)
  await keepRows(scope, 'speaker', changedIds)
  return tx.$queryRaw<Named[]>(Prisma.sql`
    INSERT INTO "Speaker" AS s
      ("teamId", "id", "conferenceId", "name", "normalisedName", "organisation", "importId")
    SELECT ${teamId}::uuid, n."id", ${conferenceId}::uuid, n."name", n."normalisedName",
           n."organisation", ${importId}::uuid
    FROM ${from}
    ON CONFLICT ("teamId", "conferenceId", "normalisedName") DO UPDATE SET "organisation" =
      CASE WHEN s."id" = ANY(${changedIds}::uuid[]) THEN EXCLUDED."organisation"
           ELSE s."organisation" END
    RETURNING s."id", s."normalisedName" AS "name"`)
}

/** Inserts sessions; each row names all columns of `columnsOf`, and its id. */
export async function insertSessions(scope: Scope, rows: object[]): Promise<void> {
  const { tx, teamId, importId, conferenceId } = scope
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Session" ("teamId", "id", "conferenceId", "importId", "updatedAt", "title", "slug",
      "subtitle", "abstractSource", "abstractFormat", "abstractPlain", "abstractHtml",
      "rendererVersion", "startsAt", "endsAt", "day", "kind", "language", "url", "resources",
      "recordingUrl", "recordingState", "trackId", "cancelledAt")
    SELECT ${teamId}::uuid, r."id", ${conferenceId}::uuid, ${importId}::uuid, now(), r."title",
      r."slug", r."subtitle", r."abstractSource", r."abstractFormat", r."abstractPlain",
      r."abstractHtml", r."rendererVersion", r."startsAt", r."endsAt", r."day", r."kind",
      r."language", r."url", r."resources", r."recordingUrl", r."recordingState", r."trackId",
      r."cancelledAt"
    FROM jsonb_populate_recordset(NULL::"Session", ${JSON.stringify(rows)}::jsonb) r`)
}

/** What an import may write into a "Session" `s`, from a row `n` of the same shape. */
export const sessionColumns = Prisma.sql`
      "title" = n."title", "slug" = n."slug", "subtitle" = n."subtitle",
      "abstractSource" = n."abstractSource", "abstractFormat" = n."abstractFormat",
      "abstractPlain" = n."abstractPlain", "abstractHtml" = n."abstractHtml",
      "rendererVersion" = n."rendererVersion", "startsAt" = n."startsAt", "endsAt" = n."endsAt",
      "day" = n."day", "kind" = n."kind", "language" = n."language", "url" = n."url",
      "resources" = n."resources", "recordingUrl" = n."recordingUrl",
      "recordingState" = n."recordingState", "trackId" = n."trackId",
      "cancelledAt" = n."cancelledAt", "revision" = s."revision" + 1, "updatedAt" = now()`

/** Writes into each session the columns that its patch names, and leaves the others alone. */
export async function patchSessions(
  { tx, teamId }: Scope,
  patches: { id: string; patch: object }[],
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Session" s SET ${sessionColumns}
    FROM jsonb_to_recordset(${JSON.stringify(patches)}::jsonb) p("id" uuid, "patch" jsonb)
    JOIN "Session" o ON o."teamId" = ${teamId}::uuid AND o."id" = p."id"
    CROSS JOIN LATERAL jsonb_populate_record(o, p."patch") n
    WHERE s."teamId" = o."teamId" AND s."id" = o."id"`)
}

type Placed = { sessionId: string; values: Values }

/** Gives sessions their rooms; `renewed` lose those that they had. */
export async function writeRooms(
  { tx, teamId }: Scope,
  { added, renewed }: { added: Placed[]; renewed: Placed[] },
  { rooms }: Names,
): Promise<void> {
  const ids = renewed.map(({ sessionId }) => sessionId)
  await tx.sessionRoom.deleteMany({ where: { teamId, sessionId: { in: ids } } })
  await tx.sessionRoom.createMany({
    data: [...added, ...renewed].flatMap(({ sessionId, values }) =>
      values.rooms.flatMap((name) => {
        const roomId = rooms.get(name)
        return roomId ? [{ teamId, sessionId, roomId }] : []
      }),
    ),
  })
}

/** Gives sessions their speakers in the file's order; `renewed` lose those that they had. */
export async function writeSpeakers(
  { tx, teamId }: Scope,
  { added, renewed }: { added: Placed[]; renewed: Placed[] },
  { speakers }: Names,
): Promise<void> {
  const ids = renewed.map(({ sessionId }) => sessionId)
  await tx.sessionSpeaker.deleteMany({ where: { teamId, sessionId: { in: ids } } })
  await tx.sessionSpeaker.createMany({
    data: [...added, ...renewed].flatMap(({ sessionId, values }) =>
      values.speakers.flatMap(({ name }, position) => {
        const speakerId = speakers.get(normaliseName(name))
        return speakerId ? [{ teamId, sessionId, speakerId, position }] : []
      }),
    ),
  })
}

type ItemRow = Pick<Item, 'key' | 'unique' | 'values' | 'sessionId'> & { hash: string }

/** Replaces the items with the keys `old` by `rows`, in two statements: keys may change places. */
export async function replaceItems(
  { tx, teamId }: Scope,
  sourceId: string,
  old: string[],
  rows: ItemRow[],
): Promise<void> {
  await tx.sourceItem.deleteMany({ where: { teamId, sourceId, externalKey: { in: old } } })
  const given = rows.map(({ values, unique, ...row }) => ({
    ...row,
    values: { ...values, unique },
  }))
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "SourceItem" ("teamId", "sourceId", "externalKey", "hash", "values", "sessionId")
    SELECT ${teamId}::uuid, ${sourceId}::uuid, r."key", r."hash", r."values", r."sessionId"
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      r("key" text, "hash" text, "values" jsonb, "sessionId" uuid)`)
}
