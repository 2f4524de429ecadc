import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import pg from 'pg'
import { ZipFile } from 'yazl'
import { canManageTeam } from '@/features/teams/policy'
import type { Member, System } from '@/lib/actor'
import { env } from '@/lib/env'
import { limit } from '@/lib/limits'
import { log } from '@/lib/log'
import { isStored, openStored } from '@/lib/storage'
import { Prisma } from '@/prisma/generated/client'
import { privateColumns, secretColumns, travellingTables } from './policy'
import { exportFormat, type Manifest } from './schema'

const rowsAtOnce = 1_000
/** A snapshot that stays open keeps the database from tidying up. */
const longestMs = 30 * 60_000

/** What is taken out of a team: what a member may see of it, or everything. */
type Taken = { teamId: string; member: Member | null }

/**
 * A whole team as a zip (docs/export-format.md): a manifest, people, JSON Lines a table, stored
 * files. One snapshot of the database, whatever is written meanwhile; rows and files pass through one
 * after the other, so that memory does not depend on how many there are. Ends with an error, and so
 * as a broken zip, when the reader goes away or the database does.
 */
export async function exportTeam(actor: Member | System, teamId: string): Promise<Readable> {
  const taken =
    actor.kind === 'member' ? { teamId: actor.teamId, member: actor } : { teamId, member: null }
  if (taken.member) await limit('exportPerMember', taken.member.userId)
  // A connection of its own: readers who take their time take none from the pages
  const client = new pg.Client({
    connectionString: env.DATABASE_URL,
    application_name: 'hallway export',
  })
  // What is cut off is told by the query that waits
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const zip = new ZipFile()
    const out = zip.outputStream as Readable
    zip.on('error', (error) => out.destroy(error))
    const late = setTimeout(() => out.destroy(new Error('taken too slowly')), longestMs).unref()
    out.on('close', () => {
      clearTimeout(late)
      void client.end()
    })
    const fail = (error: Error) => {
      // Its reader went away
      if (out.destroyed) return
      log.error({ err: error }, 'a team cannot be exported')
      out.destroy(error)
    }
    const lines = (name: string, statement: Prisma.Sql) =>
      zip.addReadStreamLazy(name, (ready) => {
        const source = Readable.from(rowsOf(client, statement), { objectMode: false })
        source.on('error', fail)
        ready(null, source)
      })
    zip.addBuffer(
      Buffer.from(JSON.stringify(await manifestOf(client, taken), null, 1)),
      'manifest.json',
    )
    lines('people.jsonl', peopleSql(taken))
    for (const table of Object.keys(travellingTables)) {
      const statement = rowsSql(table, taken, await keyOf(client, table))
      if (statement) lines(`rows/${table}.jsonl`, statement)
    }
    for (const hash of await filesOf(client, taken)) {
      if (!(await isStored(hash))) continue
      zip.addReadStreamLazy(`files/${hash}`, { compress: false }, (ready) => {
        openStored(hash).then(({ body }) => ready(null, Readable.fromWeb(body as NodeStream)), fail)
      })
    }
    zip.end()
    return out
  } catch (error) {
    await client.end()
    throw error
  }
}

async function manifestOf(client: pg.Client, { teamId, member }: Taken): Promise<Manifest> {
  const team = Prisma.sql`SELECT to_jsonb(t) AS "row" FROM "Team" t WHERE t."id" = ${teamId}::uuid`
  const latest = 'SELECT max("migration_name") AS "name" FROM "_prisma_migrations"'
  const [{ rows: teams }, { rows: migrations }] = [
    await client.query(team.text, team.values),
    await client.query(latest),
  ]
  return {
    ...{ format: exportFormat, version: 1, schema: migrations[0]?.name ?? '' },
    scope: member ? 'member' : 'all',
    team: teams[0]?.row,
  }
}

function peopleSql({ teamId, member }: Taken): Prisma.Sql {
  // To whom the page of members shows addresses
  const address = member
    ? Prisma.sql`CASE WHEN ${canManageTeam(member)} OR u."id" = ${member.userId}::uuid THEN u."email" END`
    : Prisma.sql`u."email"`
  return Prisma.sql`SELECT json_build_object('id', u."id", 'name', u."name", 'email', ${address})::text AS "line"
    FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
    WHERE m."teamId" = ${teamId}::uuid ORDER BY u."id"`
}

function rowsSql(table: string, { teamId, member }: Taken, key: string[]): Prisma.Sql | null {
  const seen = member ? travellingTables[table]?.(member) : Prisma.sql`x."teamId" = ${teamId}::uuid`
  if (!seen) return null
  const hidden = [...(secretColumns[table] ?? []), ...((member && privateColumns[table]) ?? [])]
  const name = Prisma.raw(`"${table}"`)
  const order = Prisma.raw(key.map((column) => `x."${column}"`).join(', '))
  return Prisma.sql`SELECT (to_jsonb(x) - ${hidden}::text[])::text AS "line"
    FROM ${name} x WHERE ${seen} ORDER BY ${order}`
}

async function keyOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.attname AS "name" FROM pg_index i
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)`,
    [`"${table}"`],
  )
  return rows.map(({ name }) => name)
}

// What a member sees of files, and the files that were imported, which are the operator's alone
async function filesOf(client: pg.Client, { teamId, member }: Taken): Promise<string[]> {
  const statement = member
    ? Prisma.sql`SELECT x."hash" FROM "File" x WHERE ${travellingTables.File?.(member)}`
    : Prisma.sql`SELECT "hash" FROM "File" WHERE "teamId" = ${teamId}::uuid
        UNION SELECT "fileHash" FROM "Import" WHERE "teamId" = ${teamId}::uuid`
  const { rows } = await client.query<{ hash: string }>(statement.text, statement.values)
  return rows.map(({ hash }) => hash).sort()
}

async function* rowsOf(client: pg.Client, statement: Prisma.Sql): AsyncGenerator<string> {
  await client.query(`DECLARE lines NO SCROLL CURSOR FOR ${statement.text}`, statement.values)
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM lines`)
    if (rows.length === 0) break
    yield rows.map(({ line }) => `${line}\n`).join('')
  }
  await client.query('CLOSE lines')
}
