#!/usr/bin/env node
// `npm start` and `npm run dev`: from a fresh clone to a running Hallway, and back after any accident.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { claim } from './support/lock.mjs'
import { build, checkNode, generate, install } from './support/prepare.mjs'
import { endAll, killAll, npmAbove, runNode } from './support/processes.mjs'
import { dataFolder, PlainError, root, say } from './support/project.mjs'
import { secretsOf } from './support/secrets.mjs'

const dev = process.argv.includes('--dev')
const port = Number(process.env.PORT || 3000)

/** @type {(() => unknown)[]} what to undo at the end, last first */
const undo = []
let ending = 0

/** @param {number} code */
async function end(code) {
  // npm passes a Ctrl-C on that the terminal has already given us: one press may arrive twice.
  if (ending) {
    if (Date.now() - ending < 700) return
    killAll()
    process.exit(130)
  }
  ending = Date.now()
  await endAll()
  for (const step of undo.reverse())
    await Promise.resolve(step()).catch((error) => say(String(error)))
  process.exit(code)
}

process.on('SIGINT', () => end(0))
process.on('SIGTERM', () => end(0))
process.on('SIGHUP', () => end(0))
endWithNpm()

try {
  await start()
} catch (error) {
  if (!ending) {
    say(
      error instanceof PlainError
        ? error.message
        : String(error instanceof Error ? error.stack : error),
    )
    await end(1)
  }
}

async function start() {
  checkNode()
  const env = /** @type {Record<string, string | undefined>} */ (process.env)
  env.NODE_ENV = dev ? 'development' : 'production'
  env.NEXT_TELEMETRY_DISABLED ??= '1'
  env.HALLWAY_DATA = dataFolder()
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PlainError(`PORT must be a number up to 65535, not "${process.env.PORT}".`)
  }

  const claimed = await claim(env.HALLWAY_DATA)
  if ('other' in claimed) {
    const { doing, self } = claimed.other
    throw new PlainError(
      `Hallway is already running on this data folder: ${doing} (process ${self.pid}). Stop it first, or name another folder: HALLWAY_DATA=… PORT=… npm start`,
    )
  }
  undo.push(claimed.release)
  await probe(port)

  /** @type {import('./support/processes.mjs').Identity[]} */
  const children = []
  const onStart = (/** @type {import('./support/processes.mjs').Identity} */ child) => {
    children.push(child)
    claimed.update({ children })
  }
  await install({ onStart })
  await generate({ onStart })
  const secrets = secretsOf(env.HALLWAY_DATA)
  Object.assign(env, secrets)

  const settings = checkSettings()
  settings.catch(() => undefined)
  const embedded = !env.DATABASE_URL
  const database = embedded ? startEmbedded(env.HALLWAY_DATA) : migrateGiven(env.DATABASE_URL ?? '')
  // Told by `await database`; a build that fails first must not leave it unhandled.
  database.catch(() => undefined)
  await settings
  if (!dev) {
    const key = secrets.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
    await build({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key }, { onStart })
  }
  env.DATABASE_URL = await database
  if (embedded) await loadDemo()

  const { serveAll } = await import('./server.mjs')
  const server = await serveAll({ port, dev })
  undo.push(server.stop)
  const address = `http://localhost:${server.port}`
  claimed.update({ children: [], doing: address })
  console.log(`Hallway is ready at ${address}`)
}

/** The settings are described in lib/env.ts, for the product's own bundle. */
async function checkSettings() {
  const { projectCode } = await import('./support/project-code.mjs')
  const { code, output } = await runNode(projectCode('bin/hallway/settings.ts'))
  if (code !== 0) throw new PlainError(output.trim())
}

/** @param {string} dataDir */
async function startEmbedded(dataDir) {
  const { emptyDatabase, startPostgres } = await import('./support/postgres.mjs')
  let postgres = await startPostgres({ dataDir })
  undo.push(() => postgres.stop())
  // A database that was killed comes back at its old address, where the pools look for it.
  let busy = false
  const watch = setInterval(async () => {
    if (busy || ending || postgres.isAlive()) return
    busy = true
    say('The database has ended; it is started again.')
    await startPostgres({ dataDir, port: postgres.port }).then(
      (again) => {
        postgres = again
      },
      (error) => say(String(error)),
    )
    busy = false
  }, 2000)
  watch.unref()
  // Nobody has used a database whose demo was not loaded to its end.
  if (existsSync(demoBegun(dataDir))) await emptyDatabase(postgres.url)
  return migrateGiven(postgres.url)
}

/** @param {string} url */
async function migrateGiven(url) {
  const { migrate } = await import('./support/migrate.mjs')
  await migrate(url)
  return url
}

/** @param {string} dataDir */
function demoBegun(dataDir) {
  return path.join(dataDir, 'demo-begun')
}

/** An empty embedded database gets a team to look at. The loader says how to sign in. */
async function loadDemo() {
  const loader = path.join('prisma', 'demo', 'load.ts')
  if (!existsSync(path.join(root, loader)) || !(await isEmpty())) return
  const { projectCode } = await import('./support/project-code.mjs')
  const begun = demoBegun(dataFolder())
  writeFileSync(begun, '')
  const { code, output, stdout } = await runNode(projectCode(loader))
  if (code !== 0) throw new PlainError(`The demo team could not be loaded:\n${output.trim()}`)
  rmSync(begun)
  process.stdout.write(stdout)
}

async function isEmpty() {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM "User" LIMIT 1')
    return rowCount === 0
  } finally {
    await client.end()
  }
}

/**
 * Tells of a port in use before anything slow is done.
 * @param {number} wanted
 */
async function probe(wanted) {
  const { listen } = await import('./support/listen.mjs')
  const server = createServer()
  await listen(server, wanted)
  await new Promise((resolve) => server.close(resolve))
}

/**
 * A killed npm cannot tell us that it is gone, and a signal that ends npm may stop at the shell
 * between; without npm nobody could stop us.
 */
function endWithNpm() {
  const npm = npmAbove()
  if (!npm) return
  const watch = setInterval(() => {
    try {
      process.kill(npm.pid, 0)
    } catch {
      end(0)
    }
  }, 250)
  watch.unref()
}
