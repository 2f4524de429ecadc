import 'server-only'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type pg from 'pg'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import type { System } from '@/lib/actor'
import { pool } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { slugify } from '@/lib/ids'
import { receive } from '@/lib/storage'
import { secretColumns, travellingTables } from './policy'
import { manifestSchema, personSchema } from './schema'

const largestManifest = 1_000_000

const refuse = (reason: 'broken' | 'newer' | 'partial' | 'here') =>
  new AppError('INVALID', `exports.refused.${reason}`)

/**
 * Brings a whole exported team into this Hallway, with all its rows under their own ids. People are
 * those who have their address here, else new ones without a password; shares arrive revoked. Files
 * first, under the name of their content, then all rows in one transaction: killed in the middle it
 * leaves the state before. Answers the team's slug, which gets a number where it is taken.
 * @throws AppError for a file that is none, came from a newer Hallway, holds what one member saw, or
 *   a team that is here already
 */
export async function bringInTeam(_system: System, path: string): Promise<string> {
  const zip = await openPromise(path, { autoClose: false }).catch(() => {
    throw refuse('broken')
  })
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
    const open = async (name: string) => {
      const entry = entries.get(name)
      return entry ? zip.openReadStreamPromise(entry) : Readable.from([])
    }
    const manifest = await readManifest(zip, entries.get('manifest.json'))
    for (const [name, entry] of entries) {
      const hash = /^files\/([0-9a-f]{64})$/.exec(name)?.[1]
      if (hash) await takeFile(hash, await zip.openReadStreamPromise(entry))
    }
    return await inOneTransaction(async (client) => {
      if (await knows(client, 'Team', manifest.team.id)) throw refuse('here')
      const latest = await client.query(
        'SELECT 1 FROM "_prisma_migrations" WHERE "migration_name" = $1',
        [manifest.schema],
      )
      if (latest.rowCount === 0) throw refuse('newer')
      const people = await meetPeople(client, await open('people.jsonl'))
      await client.query('CREATE TEMP TABLE "Arriving" ("n" serial, "row" jsonb) ON COMMIT DROP')
      const slug = await freeSlug(client, manifest.team.slug || slugify(manifest.team.name))
      await stage(client, [JSON.stringify({ ...manifest.team, slug })])
      await settle(client, 'Team')
      for (const table of Object.keys(travellingTables)) {
        for await (const rows of linesOf(await open(`rows/${table}.jsonl`))) {
          await stage(client, rows.map(people))
        }
        await settle(client, table)
      }
      return slug
    })
  } finally {
    zip.close()
  }
}

async function readManifest(zip: ZipFile, entry: Entry | undefined) {
  if (!entry || entry.uncompressedSize > largestManifest) throw refuse('broken')
  const read = await text(await zip.openReadStreamPromise(entry))
  const json = await Promise.resolve(read)
    .then(JSON.parse)
    .catch(() => null)
  const manifest = manifestSchema.safeParse(json)
  if (!manifest.success) throw refuse('broken')
  if (manifest.data.scope !== 'all') throw refuse('partial')
  return manifest.data
}

async function takeFile(hash: string, content: Readable): Promise<void> {
  const file = await receive(content, Number.POSITIVE_INFINITY)
  try {
    if (file.hash !== hash) throw refuse('broken')
    await file.keep()
  } finally {
    await file.drop()
  }
}

async function inOneTransaction<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await run(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // The connection goes, and the transaction with it
    client.release(true)
    throw error
  }
}

/** Finds or makes the people of the team. Answers what puts their ids here in the place of those there. */
async function meetPeople(client: pg.PoolClient, source: Readable) {
  const ids = new Map<string, string>()
  for await (const lines of linesOf(source)) {
    for (const line of lines) {
      const { id, name, email } = personSchema.parse(JSON.parse(line))
      const { rows } = await client.query<{ id: string }>(
        'SELECT "id" FROM "User" WHERE "email" = $1',
        [email],
      )
      const here = rows[0]?.id
      if (here && here !== id) ids.set(id, here)
      if (here) continue
      await client.query(
        'INSERT INTO "User" ("id", "email", "name", "updatedAt") VALUES ($1, $2, $3, now())',
        [id, email, name],
      )
    }
  }
  if (ids.size === 0) return (line: string) => line
  const known = new RegExp([...ids.keys()].join('|'), 'g')
  // In texts too, whose marks name people by id
  return (line: string) => line.replace(known, (id) => ids.get(id) ?? id)
}

async function freeSlug(client: pg.PoolClient, wanted: string): Promise<string> {
  const { rows } = await client.query<{ slug: string }>('SELECT "slug" FROM "Team"')
  const taken = new Set(rows.map(({ slug }) => slug))
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    if (!taken.has(slug)) return slug
  }
}

async function knows(client: pg.PoolClient, table: string, id: string): Promise<boolean> {
  return ((await client.query(`SELECT 1 FROM "${table}" WHERE "id" = $1`, [id])).rowCount ?? 0) > 0
}

async function stage(client: pg.PoolClient, rows: string[]): Promise<void> {
  await client.query('INSERT INTO "Arriving" ("row") SELECT unnest($1::text[])::jsonb', [rows])
}

// One statement a table, since a row may refer to one that comes after it. A column that the export
// does not know yet takes its default.
async function settle(client: pg.PoolClient, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.column_name AS "name" FROM information_schema.columns c
     WHERE c.table_schema = current_schema() AND c.table_name = $1
       AND EXISTS (SELECT FROM "Arriving" WHERE "row" ? c.column_name)`,
    [table],
  )
  if (rows.length > 0) {
    const names = rows.map(({ name }) => name)
    const columns = names.map((name) => `"${name}"`)
    const values = names.map((name) => `p."${name}"`)
    if (secretColumns[table]?.includes('tokenHash')) {
      // Nobody knows a token whose hash this is
      columns.push('"tokenHash"')
      values.push(`encode(sha256(gen_random_uuid()::text::bytea), 'hex')`)
      const at = names.indexOf('revokedAt')
      if (at >= 0) values[at] = 'coalesce(p."revokedAt", now())'
    }
    await client.query(
      `INSERT INTO "${table}" (${columns.join(', ')})
       SELECT ${values.join(', ')} FROM "Arriving" a
       CROSS JOIN LATERAL jsonb_populate_record(NULL::"${table}", a."row") p ORDER BY a."n"`,
    )
  }
  await client.query('TRUNCATE "Arriving"')
}

// Not readline, which also ends a line at U+2028, as texts may hold it
async function* linesOf(source: Readable): AsyncGenerator<string[]> {
  let rest = ''
  for await (const part of source.setEncoding('utf8')) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield lines
  }
  if (rest) yield [rest]
}
