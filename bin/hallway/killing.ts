import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pool } from '@/lib/db'

// For tests: a process between whom and the database somebody counts, and kills it at a statement of
// their choosing. Statements and rows on their way are a better clock than time: the same seed kills
// at the same places however busy the machine is.

const require = createRequire(import.meta.url)
const root = path.join(import.meta.dirname, '..', '..')

/** Where to kill: at which message, whether that still reaches the database, and how soon then. */
export type Point = { at: number; reaches: boolean; laterMs: number }

export type Ended = { code: number | null; killed: boolean; said: string; asked: number }

/** Random numbers from 0 to 1 that a seed repeats. */
export function seeded(seed: number): () => number {
  let drawn = 0
  return () => {
    const sum = createHash('sha256').update(`${seed} ${drawn++}`).digest()
    return sum.readUInt32BE() / 2 ** 32
  }
}

/** A number to begin with, the same at each run unless `HALLWAY_SEED` says another one. */
export function newSeed(): number {
  return Number(process.env.HALLWAY_SEED) || 1
}

/**
 * Kills a process at moments spread over all that it asks for, each somewhere in its share and one at
 * the very last, in no order.
 * @param asked how much one that is left alone asks for
 * @param run kills one at a point; one that asks for less than that lives, and the next dies earlier
 * @param check what is to be seen after each
 */
export async function killAtMoments(
  { moments, asked, random }: { moments: number; asked: number; random: () => number },
  run: (point: Point) => Promise<Ended>,
  check: (point: Point) => Promise<void>,
): Promise<void> {
  const shares = Array.from({ length: moments }, (_, n) =>
    n === moments - 1 ? 1 : (n + random()) / moments,
  )
  let most = asked
  for (const share of shares.toSorted(() => random() - 0.5)) {
    const how = { reaches: random() < 0.5, laterMs: random() < 0.3 ? random() * 30 : 0 }
    for (let tries = 0; tries < 3; tries++) {
      const point = { at: Math.min(1 + Math.floor(share * most), most), ...how }
      const { killed, asked: told } = await run(point)
      await check(point)
      if (killed) break
      // It asked for less this time, or had ended by itself when the blow came
      most = Math.max(1, Math.min(most, told, point.at - 1))
      how.laterMs = 0
    }
  }
}

const bundles = new Map<string, Promise<string>>()

/** A TypeScript file of the project with all it needs in one: it starts three times as fast. */
function bundle(file: string): Promise<string> {
  const known = bundles.get(file) ?? build(file)
  bundles.set(file, known)
  return known
}

async function build(file: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hallway-bundle-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const outfile = path.join(folder, 'main.cjs')
  // tsx brings it along
  const { buildSync } = createRequire(require.resolve('tsx'))('esbuild')
  buildSync({
    entryPoints: [path.join(root, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    tsconfig: path.join(root, 'prisma', 'tsconfig.json'),
    external: ['@node-rs/argon2', 'sharp'],
    define: { 'import.meta.url': 'here', 'import.meta.dirname': '__dirname' },
    banner: { js: "const here = require('node:url').pathToFileURL(__filename).href" },
    logLevel: 'error',
  })
  // As elsewhere outside of the build, Node finds TypeScript in the place of a thread, and does without
  await writeFile(path.join(folder, 'read-worker.ts'), '')
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}')
  return outfile
}

/**
 * Runs a TypeScript file of the project as a process of its own, and kills it at a point.
 * @param until for a process that does not end by itself: it is ended when this is fulfilled
 */
export async function runAndKill(
  file: string,
  args: string[],
  point: Point | null,
  until?: () => Promise<unknown>,
): Promise<Ended> {
  const main = await bundle(file)
  const tap = await openTap(process.env.DATABASE_URL ?? '', point, () => child.kill('SIGKILL'))
  const { PATH, HOME, HALLWAY_DATA, AUTH_SECRET } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: {
      ...{ PATH, HOME, HALLWAY_DATA, AUTH_SECRET, DATABASE_URL: tap.url },
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'silent', FETCH_LINKS: 'off' },
      NODE_PATH: path.join(root, 'node_modules'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  if (until) {
    await Promise.race([until(), ended])
    child.kill('SIGTERM')
  }
  const [code, signal] = await ended
  await tap.close()
  return { code, killed: signal === 'SIGKILL', said, asked: tap.asked() }
}

/** A way to the database that counts what comes along; statements of the queue itself do not count. */
async function openTap(databaseUrl: string, point: Point | null, kill: () => void) {
  const database = new URL(databaseUrl)
  const [host, port] = [database.hostname, Number(database.port || 5432)]
  const sockets = new Set<Socket>()
  const ports: number[] = []
  let asked = 0
  let over = false

  const strike = async (laterMs: number) => {
    over = true
    if (laterMs > 0) await wait(laterMs)
    kill()
  }
  const server = createServer((near) => {
    const far = connect(port, host, () => ports.push(far.localPort ?? 0))
    const count = counter()
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    far.pipe(near)
    near.on('data', (bytes: Buffer) => {
      const before = asked
      asked += count(bytes)
      const hit = point && !over && before < point.at && asked >= point.at
      if (!hit || point.reaches) far.write(bytes)
      if (hit) void strike(point.laterMs)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  database.hostname = '127.0.0.1'
  database.port = String(typeof address === 'object' && address ? address.port : 0)
  return {
    url: database.href,
    asked: () => asked,
    /** Waits until the database has noticed that nobody is there any more. */
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      const theirs = `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND client_port = ANY($1)`
      while ((await pool.query(theirs, [ports])).rowCount) await wait(5)
    },
  }
}

/** Counts statements and rows in what a client sends (PostgreSQL's protocol 3: type, length, body). */
function counter(): (bytes: Buffer) => number {
  let rest = Buffer.alloc(0)
  let begun = false
  let counts = true
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    let found = 0
    for (;;) {
      const head = begun ? 1 : 0
      if (rest.length < head + 4) return found
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return found
      if (!begun) counts = !rest.subarray(0, end).includes('hallway jobs')
      else if (counts && 'QEd'.includes(String.fromCharCode(rest[0] ?? 0))) found++
      begun = true
      rest = rest.subarray(end)
    }
  }
}

/** All rows as text, table by table; those of one team, or of everybody. */
export async function allRows(teamId?: string): Promise<Record<string, string[]>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
       AND table_name NOT IN ('_prisma_migrations', 'RateLimit', 'Presence')
       AND (NOT $1 OR column_name = 'teamId') ORDER BY 1`,
    [teamId !== undefined],
  )
  const all: Record<string, string[]> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS "row" FROM "${name}" t
       ${teamId ? 'WHERE "teamId" = $1' : ''} ORDER BY 1`,
      teamId ? [teamId] : [],
    )
    all[name] = rows.map(({ row }) => row)
  }
  return all
}

/** A row without what differs from one time to the next: ids, and instants beyond those of `year`. */
export function timeless(year: number): (row: string) => string {
  const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
  const instants = new RegExp(`"(?!${year})\\d{4}-\\d\\d-\\d\\dT[^"]*"`, 'g')
  return (row) => row.replace(ids, 'id').replace(instants, '"then"')
}

/** Rows table by table as how many they are and a sum of their words: a comparison one can read. */
export function summary(
  all: Record<string, string[]>,
  seen = (row: string) => row,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).map(([name, rows]) => {
      const words = rows.map(seen).sort().join('\n')
      const sum = createHash('sha256').update(words).digest('hex').slice(0, 12)
      return [name, `${rows.length} ${sum}`]
    }),
  )
}
