import pg from 'pg'
import { env } from '@/lib/env'

/** A table with the columns that a backup holds, in their order. */
export type Table = { name: string; columns: string[] }

// Counters and who is on a page now: worth nothing a minute later
const transient = ['RateLimit', 'Presence', '_prisma_migrations']

/** A connection of one's own, for a transaction that lasts. */
export async function connect(name = 'hallway'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL, application_name: name })
  // What is cut off is told by the query that waits
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** The tables of the product, by name. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.relname AS name, json_agg(a.attname ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                       AND a.attgenerated = ''
    WHERE c.relkind = 'r' GROUP BY 1 ORDER BY 1`)
  return rows.filter(({ name }) => !transient.includes(name))
}

/** The migrations that a database has, in their order. */
export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`)
  return rows.map(({ name }) => name)
}

/** A name in a statement. */
export const quoted = (name: string): string => pg.escapeIdentifier(name)

/** A table with its columns, as COPY wants them. */
export const listed = ({ name, columns }: Table): string =>
  `${quoted(name)} (${columns.map(quoted).join(', ')})`

/** The names of all files that the rows speak of. */
export async function storedHashes(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(`
    SELECT "hash" FROM "File" UNION SELECT "fileHash" FROM "Import"
    UNION SELECT "contentHash" FROM "Source"
    UNION SELECT "pictureHash" FROM "Link" WHERE "pictureHash" IS NOT NULL`)
  return rows.map(({ hash }) => hash).filter((hash) => /^[0-9a-f]{64}$/.test(hash))
}
