import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { ClientBase } from 'pg'
import { ZipFile } from 'yazl'
import { z } from 'zod'
import { isStored, openStored } from '@/lib/storage'
import { type Command, fileCalled, readArguments, Stop } from './command'
import { copyOut } from './copy'
import { connect, listed, migrationsOf, storedHashes, tablesOf } from './tables'

/** What a backup says of itself, in its last entry: docs/backup-format.md. */
export const manifestSchema = z.object({
  format: z.literal('hallway-backup'),
  version: z.literal(1),
  at: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), sha256: z.string() })),
  files: z.int(),
})
export type Manifest = z.output<typeof manifestSchema>

/** Passes everything on, and knows its SHA-256 (hex) when it has gone through. */
export function summed(source: Readable): { stream: Readable; sum: () => string } {
  const hash = createHash('sha256')
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  source.once('error', (error) => stream.destroy(error))
  return { stream: source.pipe(stream), sum: () => hash.digest('hex') }
}

/** Adds an entry, and answers once it is written: only then the next one is asked for. */
function add(zip: ZipFile, name: string, compress: boolean, open: () => Promise<Readable>) {
  return new Promise<void>((resolve, reject) => {
    zip.addReadStreamLazy(name, { compress }, (give) => {
      open().then(
        (stream) => {
          stream.once('end', resolve)
          stream.once('error', reject)
          give(null, stream)
        },
        (error: unknown) => {
          reject(error)
          give(error, new Readable())
        },
      )
    })
  })
}

async function write(zip: ZipFile, client: ClientBase): Promise<{ missing: number }> {
  const migrations = await migrationsOf(client)
  const tables: Manifest['tables'] = []
  for (const table of await tablesOf(client)) {
    let sum = () => ''
    await add(zip, `tables/${table.name}`, true, async () => {
      const out = summed(copyOut(client, `COPY ${listed(table)} TO STDOUT`))
      sum = out.sum
      return out.stream
    })
    tables.push({ ...table, sha256: sum() })
  }
  let [files, missing] = [0, 0]
  for (const hash of await storedHashes(client)) {
    if (await isStored(hash)) files++
    else {
      missing++
      continue
    }
    // Pictures and films are compressed already
    await add(zip, `files/${hash}`, false, async () => {
      const { body } = await openStored(hash)
      return Readable.fromWeb(body as ReadableStream)
    })
  }
  const at = new Date().toISOString()
  const manifest: Manifest = {
    ...{ format: 'hallway-backup', version: 1, at, migrations, tables, files },
  }
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'hallway.json', { compress: false })
  zip.end()
  return { missing }
}

/**
 * Writes database and files into one file: a single snapshot, also while people write. It gets its
 * name once it is whole.
 */
export const backup: Command = async (args, print) => {
  const file = fileCalled(readArguments(args).words[0])
  if (await stat(file).catch(() => null)) throw new Stop(`There is a file ${file} already.`)
  const draft = `${file}.part`
  const client = await connect('hallway backup')
  const zip = new ZipFile()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const broken = new Promise<never>((_, reject) => zip.once('error', reject))
    const written = pipeline(zip.outputStream, createWriteStream(draft, { mode: 0o600 }))
    const [{ missing }] = await Promise.race([Promise.all([write(zip, client), written]), broken])
    await rename(draft, file)
    if (missing > 0) console.error(`${missing} files are missing in the store, and here.`)
    print(`${file} holds everything but the secrets of this server.`)
  } finally {
    await client.end()
    await rm(draft, { force: true })
  }
}
