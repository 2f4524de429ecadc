import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { canEnter, databaseOwner, postgresPrograms } from './binaries.mjs'
import { commandLine, endProcess, freePort, identify, isAlive, run } from './processes.mjs'
import { PlainError } from './project.mjs'

/**
 * @typedef {object} Postgres
 * @property {string} url address of the database `hallway`, with its password
 * @property {number} port
 * @property {() => boolean} isAlive whether the postmaster runs
 * @property {() => Promise<void>} stop ends it; connections are cut, nothing confirmed is lost
 *
 * @typedef {object} Options
 * @property {string} dataDir the data folder; made when missing
 * @property {Record<string, string | number>} [settings] PostgreSQL settings
 * @property {string} [programs] folder of another PostgreSQL's programs (tests on an older version)
 * @property {number} [port] where it must listen; a free one otherwise
 * @property {boolean} [throwaway] nothing is worth a wait for the disk
 */

// The folder's name carries the major version: another one cannot read it.
const CLUSTER = 'pg18'
const USER = 'hallway'
const DATABASE = 'hallway'
// Where root's database goes when the clone lies in a folder that the user postgres cannot enter.
const SHARED = '/var/lib/hallway'

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over the one that an earlier process left
 * running there.
 * @param {Options} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({
  dataDir,
  settings = {},
  programs,
  port: wanted,
  throwaway = false,
}) {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const owner = databaseOwner()
  const { password, cluster } = await settle(dataDir, owner)
  const bin = programs ?? postgresPrograms(owner, SHARED)

  const left = await findLeft(cluster, password)
  if (left) return handle(left.pid, left.port, password)

  if (!existsSync(cluster)) await initialise(bin, cluster, password, owner, throwaway, !programs)
  const { pid, port } = await launch(bin, cluster, dataDir, owner, {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    log_min_messages: 'warning',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...settings,
    ...(wanted ? { port: wanted } : {}),
  })
  const postgres = handle(pid, port, password)
  await ensureDatabase(port, password)
  return postgres
}

/**
 * A database of its own in a temporary folder, for tests and measurements. `stop` removes it, and so
 * does the end of this process, however it comes.
 * @param {Omit<Options, 'dataDir'>} [options]
 * @returns {Promise<Postgres>}
 */
export async function startTemporaryPostgres(options = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hallway-postgres-'))
  // The user postgres must be able to pass through it.
  chmodSync(dataDir, 0o711)
  try {
    const postgres = await startPostgres({ throwaway: true, ...options, dataDir })
    const stop = async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
    endWithUs(dataDir)
    return { ...postgres, stop }
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true })
    throw error
  }
}

/**
 * A small process waits for our end (its input closes then), and cleans up after us.
 * @param {string} folder
 */
function endWithUs(folder) {
  if (process.platform === 'win32') return
  const script = `cat >/dev/null; [ -d "$1" ] || exit 0
    kill -INT "$(head -n 1 "$1/${CLUSTER}/postmaster.pid")"; sleep 3; rm -rf "$1"`
  const watch = spawn('sh', ['-c', script, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: tmpdir(),
  })
  watch.on('error', () => undefined)
  watch.unref()
  const input = /** @type {import('node:net').Socket} */ (watch.stdin)
  input.unref()
}

/**
 * The password and the cluster's place, decided once and kept in the data folder.
 * @param {string} dataDir
 * @param {import('./binaries.mjs').Owner | undefined} owner
 * @returns {Promise<{ password: string, cluster: string }>}
 */
async function settle(dataDir, owner) {
  const file = path.join(dataDir, 'postgres.json')
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    return { password: kept.password, cluster: kept.cluster ?? path.join(dataDir, CLUSTER) }
  }
  const inside = canEnter(dataDir, owner)
  const place = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12)
  const kept = {
    password: randomBytes(24).toString('hex'),
    ...(inside ? {} : { cluster: path.join(SHARED, place, CLUSTER) }),
  }
  // A cluster without its record would lock us out: it is set aside, in place of an earlier one.
  const cluster = kept.cluster ?? path.join(dataDir, CLUSTER)
  if (existsSync(cluster)) {
    await findLeft(cluster, kept.password)
    rmSync(`${cluster}.old`, { recursive: true, force: true })
    renameSync(cluster, `${cluster}.old`)
  }
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return { password: kept.password, cluster }
}

/**
 * A postmaster that still runs on this cluster and lets us in; one that does not is stopped.
 * @param {string} cluster
 * @param {string} password
 */
async function findLeft(cluster, password) {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid = 0, , , port = 0] = readFileSync(file, 'utf8').split('\n').map(Number)
  // The number alone may belong to anybody after a restart of the machine.
  if (pid && commandLine(pid).includes(cluster)) {
    if (port && (await answers(port, password))) return { pid, port }
    await endProcess(identify(pid), { signal: 'SIGINT' })
  }
  rmSync(file, { force: true })
  return undefined
}

/**
 * Makes the cluster beside its place and moves it there when complete, so that half of one is never
 * taken for a whole.
 * @param {string} bin
 * @param {string} cluster
 * @param {string} password
 * @param {import('./binaries.mjs').Owner | undefined} owner
 * @param {boolean} throwaway
 * @param {boolean} current whether the programs know the built-in locale provider (17 and newer)
 */
async function initialise(bin, cluster, password, owner, throwaway, current) {
  const half = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(path.dirname(cluster), { recursive: true, mode: 0o711 })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) for (const at of [half, passwordFile]) chownSync(at, owner.uid, owner.gid)
  try {
    const { code, output } = await run(
      path.join(bin, 'initdb'),
      [
        `--pgdata=${half}`,
        `--username=${USER}`,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        ...(current
          ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
          : ['--locale=C.UTF-8']),
        ...(throwaway ? ['--no-sync'] : []),
      ],
      { cwd: path.parse(bin).root, uid: owner?.uid, gid: owner?.gid },
    )
    if (code !== 0) throw new PlainError(`The database could not be created:\n${output.trim()}`)
    renameSync(half, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/**
 * @param {string} bin
 * @param {string} cluster
 * @param {string} dataDir
 * @param {import('./binaries.mjs').Owner | undefined} owner
 * @param {Record<string, string | number>} settings
 */
async function launch(bin, cluster, dataDir, owner, settings) {
  const logFile = path.join(dataDir, 'postgres.log')
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) rmSync(logFile)
  for (let attempt = 1; ; attempt++) {
    const port = Number(settings.port ?? (await freePort()))
    const before = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
    const log = openSync(logFile, 'a', 0o600)
    const options = Object.entries({ ...settings, port }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
    const child = spawn(path.join(bin, 'postgres'), ['-D', cluster, ...options], {
      // A group of its own: Ctrl-C in the terminal is for us, who stop it last.
      detached: true,
      cwd: path.parse(cluster).root,
      stdio: ['ignore', log, log],
      ...(owner ?? {}),
    })
    closeSync(log)
    child.unref()
    let ended = false
    child.once('exit', () => {
      ended = true
    })
    child.once('error', () => {
      ended = true
    })
    while (!ended) {
      if (isReady(cluster, child.pid)) return { pid: child.pid ?? 0, port }
      await wait(20)
    }
    const said = readFileSync(logFile, 'utf8').slice(before)
    // A port that was taken meanwhile, or backends that outlive a killed postmaster for a moment.
    if (attempt < 20 && /could not (bind|create any)|still in use|already exists/.test(said)) {
      await wait(500)
      continue
    }
    throw new PlainError(`The database did not start. It says:\n${said.trim().slice(-2000)}`)
  }
}

/**
 * The postmaster writes its state into line 8 of its pid file.
 * @param {string} cluster
 * @param {number | undefined} pid
 */
function isReady(cluster, pid) {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

/** @param {number} port @param {string} password @param {string} database */
function address(port, password, database = DATABASE) {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`
}

/** @param {number} port @param {string} password */
async function ensureDatabase(port, password) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: address(port, password, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      DATABASE,
    ])
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/**
 * Throws away everything in an embedded database.
 * @param {string} url
 */
export async function emptyDatabase(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url.replace(/\/\w+$/, '/postgres') })
  await client.connect()
  try {
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** @param {number} port @param {string} password */
async function answers(port, password) {
  try {
    await ensureDatabase(port, password)
    return true
  } catch {
    return false
  }
}

/**
 * @param {number} pid
 * @param {number} port
 * @param {string} password
 * @returns {Postgres}
 */
function handle(pid, port, password) {
  const identity = identify(pid)
  return {
    url: address(port, password),
    port,
    isAlive: () => isAlive(identity),
    // SIGINT is PostgreSQL's "fast" shutdown: it cuts connections and writes everything down.
    stop: () => endProcess(identity, { signal: 'SIGINT', patience: 20_000 }),
  }
}
