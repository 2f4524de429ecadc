import type { Readable } from 'node:stream'
import type { ClientBase } from 'pg'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { receive } from '@/lib/storage'
import { type Manifest, manifestSchema, summed } from './backup'
import { type Command, fileCalled, readArguments, Stop } from './command'
import { copyIn } from './copy'
import { connect, listed, migrationsOf, quoted, type Table, tablesOf } from './tables'

type Backup = { zip: ZipFile; entries: Map<string, Entry>; manifest: Manifest }

async function open(file: string): Promise<Backup> {
  const zip = await openPromise(file, { autoClose: false }).catch(() => null)
  if (!zip) throw new Stop(`${file} is no whole backup.`)
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  const about = entries.get('hallway.json')
  const text = about ? await textOf(await zip.openReadStreamPromise(about)) : 'null'
  const manifest = manifestSchema.safeParse(parsed(text))
  if (!manifest.success) throw new Stop(`${file} is no backup that this Hallway knows.`)
  return { zip, entries, manifest: manifest.data }
}

async function textOf(stream: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function contentOf({ zip, entries }: Backup, name: string): Promise<Readable> {
  const entry = entries.get(name)
  if (!entry) throw new Stop(`The backup lacks ${name}.`)
  return zip.openReadStreamPromise(entry)
}

/** A table for a table, as they are now: what was moved meanwhile would come to lie elsewhere. */
async function mustFit(client: ClientBase, { manifest }: Backup): Promise<Table[]> {
  const [ours, tables] = [await migrationsOf(client), await tablesOf(client)]
  const theirs = manifest.migrations
  if (ours.join() !== theirs.join()) {
    const newer = theirs.some((name) => !ours.includes(name))
    throw new Stop(
      newer
        ? 'The backup was made by a newer Hallway. Restore it with that one.'
        : 'The backup was made by an older Hallway. Restore it with that one, then update.',
    )
  }
  return tables
}

async function isEmpty(client: ClientBase): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM "User" LIMIT 1')
  return rowCount === 0
}

/** Files go by their content, so that what is there already may stay, whoever was killed before. */
async function restoreFiles(backup: Backup): Promise<void> {
  for (const name of backup.entries.keys()) {
    const [, hash] = /^files\/([0-9a-f]{64})$/.exec(name) ?? []
    if (!hash) continue
    const file = await receive(await contentOf(backup, name), Number.POSITIVE_INFINITY)
    if (file.hash === hash) await file.keep()
    await file.drop()
    if (file.hash !== hash) throw new Stop(`The backup is damaged: ${name} is not what it was.`)
  }
}

type Constraint = { table: string; name: string; definition: string }

/** All rows in one transaction: until it ends nothing has happened. */
async function restoreRows(client: ClientBase, backup: Backup, tables: Table[]): Promise<void> {
  await client.query('BEGIN')
  const named = tables.map(({ name }) => quoted(name)).join(', ')
  await client.query(`LOCK TABLE ${named} IN ACCESS EXCLUSIVE MODE`)
  // Rows refer to each other in circles: what they refer to is checked when all are there
  const { rows: references } = await client.query<Constraint>(`
    SELECT c.conrelid::regclass::text AS "table", c.conname AS "name",
           pg_get_constraintdef(c.oid) AS "definition"
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE c.contype = 'f' AND n.nspname = current_schema()`)
  for (const { table, name } of references) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`)
  }
  await client.query(`TRUNCATE ${named}, "Presence"`)
  for (const { name, columns, sha256 } of backup.manifest.tables) {
    await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`)
    const { stream, sum } = summed(await contentOf(backup, `tables/${name}`))
    await copyIn(client, `COPY ${listed({ name, columns })} FROM STDIN`, stream)
    if (sum() !== sha256) throw new Stop(`The backup is damaged: table ${name} is not what it was.`)
    await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`)
  }
  for (const { table, name, definition } of references) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`)
  }
  await client.query('COMMIT')
}

/**
 * Brings a backup into an empty Hallway, or with `--force` in the place of what this one holds. Until
 * the end nothing of it is seen; killed in the middle, it can be run again.
 */
export const restore: Command = async (args, print) => {
  const { words, flags } = readArguments(args, { flags: ['force'] })
  const backup = await open(fileCalled(words[0]))
  const client = await connect('hallway restore')
  try {
    const tables = await mustFit(client, backup)
    if (!flags.has('force') && !(await isEmpty(client))) {
      throw new Stop(
        'This Hallway is not empty. With --force, what it holds is replaced by the backup, for good.',
      )
    }
    await restoreFiles(backup)
    await restoreRows(client, backup, tables)
    print(`Restored what was there at ${backup.manifest.at}. Start Hallway anew if it runs.`)
  } finally {
    await client.end()
    backup.zip.close()
  }
}
