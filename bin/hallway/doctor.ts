import { access, constants, mkdir, readdir, statfs } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import { isStored } from '@/lib/storage'
import { type Command, Stop } from './command'
import { connect, migrationsOf, storedHashes } from './tables'

type Finding = { ok: boolean; text: string }
type Database = Awaited<ReturnType<typeof connect>>

const good = (text: string): Finding => ({ ok: true, text })
const bad = (text: string): Finding => ({ ok: false, text })

const least = 2 ** 30

function settings(): Finding[] {
  const mail = env.SMTP_URL ? 'goes out' : 'is only written to the log (SMTP_URL is not set)'
  const address = env.PUBLIC_URL ?? 'whatever address is asked for (PUBLIC_URL is not set)'
  return [good(`The settings can be read. Mail ${mail}. People use ${address}.`)]
}

async function database(client: Database): Promise<Finding[]> {
  const { rows } = await client.query<{ version: string; size: string }>(`
    SELECT current_setting('server_version') AS version,
           pg_size_pretty(pg_database_size(current_database())) AS size`)
  const { version = '', size } = rows[0] ?? {}
  const old = Number.parseInt(version, 10) < 15
  return [
    old
      ? bad(`PostgreSQL is ${version}; Hallway needs 15 or newer.`)
      : good(`The database answers: PostgreSQL ${version}, ${size}.`),
  ]
}

async function migrations(client: Database): Promise<Finding[]> {
  const folder = path.join(process.cwd(), 'prisma', 'migrations')
  const wanted = (await readdir(folder)).filter((name) => /^\d{14}_/.test(name))
  const there = await migrationsOf(client).catch((): string[] => [])
  const missing = wanted.filter((name) => !there.includes(name))
  const unknown = there.filter((name) => !wanted.includes(name))
  if (missing.length > 0) {
    return [bad(`The database lacks ${missing.length} migrations. Starting Hallway applies them.`)]
  }
  if (unknown.length > 0) {
    return [bad('The database belongs to a newer Hallway than this one. Update this one.')]
  }
  return [good(`The database has all ${wanted.length} migrations.`)]
}

async function files(client: Database): Promise<Finding[]> {
  const hashes = await storedHashes(client).catch((): string[] => [])
  let missing = 0
  for (const hash of hashes) if (!(await isStored(hash).catch(() => false))) missing++
  return [
    missing > 0
      ? bad(`${missing} of ${hashes.length} files are missing in the store. A backup has them.`)
      : good(`All ${hashes.length} files are in the store.`),
  ]
}

async function disk(): Promise<Finding[]> {
  const folder = path.resolve(env.HALLWAY_DATA)
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch {
    return [bad(`The data folder ${folder} cannot be written to.`)]
  }
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const told = `${(free / 2 ** 30).toFixed(1)} GB are free for the data folder ${folder}`
  return [free < least ? bad(`Only ${told}.`) : good(`${told}.`)]
}

/** Looks at everything that Hallway stands on, and says what it finds. Stops where something is wrong. */
export const doctor: Command = async (_args, print) => {
  const findings = [...settings(), ...(await disk())]
  const client = await connect().catch(() => null)
  if (client) {
    try {
      for (const look of [database, migrations, files]) findings.push(...(await look(client)))
    } finally {
      await client.end()
    }
  } else findings.push(bad('The database does not answer. Check DATABASE_URL.'))
  for (const { ok, text } of findings) print(`${ok ? 'ok   ' : 'wrong'} ${text}`)
  const wrong = findings.filter(({ ok }) => !ok).length
  if (wrong > 0) throw new Stop(`Something is wrong: ${wrong} of ${findings.length} checks.`)
}
