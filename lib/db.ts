import 'server-only'
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '@/prisma/generated/client'
import { env } from './env'

type Store = { pool: pg.Pool; readers: pg.Pool; db: PrismaClient }

// A page reads little by indexes. PostgreSQL's own defaults are for disks that turn, where it would
// rather read a whole table, and for long reports: compiling takes longer than a page may.
const settings = 'SET random_page_cost = 1.1; SET jit = off;'

// What a reader may see takes ten times as long to plan as to look up, and the plan is the same for
// everybody: by keys.
const readersSettings = `${settings} SET plan_cache_mode = force_generic_plan`

function poolOf(max: number, settings: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max,
    // A database that is away must answer as an error a page can speak of, not as a hang
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    onConnect: async (client) => {
      await client.query(settings)
    },
  })
  // Without a listener a connection that breaks while idle would end the process
  pool.on('error', () => {})
  return pool
}

function open(): Store {
  const pool = poolOf(8, settings)
  return {
    pool,
    readers: poolOf(6, readersSettings),
    db: new PrismaClient({
      adapter: new PrismaPg(pool, { statementNameGenerator: statementName }),
      // In a busy minute people wait; what they wrote is not turned away
      transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    }),
  }
}

// A connection keeps the plan of a named statement; planning one of Prisma's takes longer than
// running it. Lists of values make new texts without end and get no name.
const statementNames = new Map<string, string>()

function statementName({ sql }: { sql: string }): string {
  const known = statementNames.get(sql)
  if (known !== undefined) return known
  if (statementNames.size >= 400 || / IN \(\$\d+,/.test(sql)) return ''
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
  statementNames.set(sql, name)
  return name
}

// Next's dev server loads modules anew; one pool is enough
const held = globalThis as typeof globalThis & { hallwayStore?: Store }
held.hallwayStore ??= open()

/** The connection pool, for what speaks SQL itself: limits, jobs, LISTEN. */
export const pool = held.hallwayStore.pool
export const db = held.hallwayStore.db
const { readers } = held.hallwayStore

const asText = (text: string) => text

// The driver makes a local midnight of a day; a day is no instant
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.DATE ? asText : pg.types.getTypeParser(oid, format),
}

/**
 * The rows of one statement that reads, outside of transactions. For the pages everybody looks at:
 * Prisma's client takes two to three times as long over the same answer. Instants come as Date, days
 * as `YYYY-MM-DD`, json parsed, bigint and numeric as strings (cast counts to int). Throws what the
 * driver throws.
 */
export function readRows<Row extends pg.QueryResultRow>(sql: Prisma.Sql): Promise<Row[]> {
  return rowsOf<Row>(pool, sql)
}

/**
 * The same for what finds its few rows by keys and is asked again and again, as the frame of every
 * page is: planned once for a connection, for whatever values (decision 52).
 */
export function readByKeys<Row extends pg.QueryResultRow>(sql: Prisma.Sql): Promise<Row[]> {
  return rowsOf<Row>(readers, sql)
}

async function rowsOf<Row extends pg.QueryResultRow>(from: pg.Pool, sql: Prisma.Sql) {
  const { text } = sql
  const values = sql.values.map((value) => (value instanceof Date ? value.toISOString() : value))
  const name = statementName({ sql: text })
  const { rows } = await from.query<Row>({ name, text, values, types })
  return rows
}

/** The plain columns that a Prisma select names, of an alias in a statement by hand. */
export function columnsOf(select: object, alias: string): Prisma.Sql {
  const names = Object.entries(select).filter(([, wanted]) => wanted === true)
  return Prisma.raw(names.map(([name]) => `${alias}."${name}"`).join(', '))
}

/** The same as one json object; null where the row joined from the left is absent. */
export function jsonOf(select: object, alias: string): Prisma.Sql {
  const names = Object.entries(select).filter(([, wanted]) => wanted === true)
  const fields = names.map(([name]) => `'${name}', ${alias}."${name}"`).join(', ')
  return Prisma.raw(`CASE WHEN ${alias}."id" IS NOT NULL THEN json_build_object(${fields}) END`)
}

/** What a mutation works in: the client inside `db.$transaction`. */
export type Transaction = Prisma.TransactionClient

export { Prisma }

/** Whether an error means that the database cannot be reached now (rather than a wrong query). */
export function isDatabaseAway(error: unknown): boolean {
  const text = error instanceof Error ? `${error.name} ${error.message} ${codeOf(error)}` : ''
  return /ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|P1001|P1002|P1008|P1017|57P0[123]|terminat|Connection terminated|timeout exceeded when trying to connect|DatabaseNotReachable|closed the connection|starting up/i.test(
    text,
  )
}

/** Whether an error is a unique constraint that a concurrent or repeated write ran into. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  // A statement by hand tells it in the words of the database: SQLSTATE unique_violation
  return error.code === 'P2002' || (error.code === 'P2010' && /23505/.test(codesOf(error)))
}

function codesOf({ meta }: Prisma.PrismaClientKnownRequestError): string {
  return JSON.stringify(meta ?? {})
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
