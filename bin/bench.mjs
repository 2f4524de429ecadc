#!/usr/bin/env node
// `npm run bench`: measures Hallway in production beside the bare app of bench/bare, from a fresh
// clone. Prints one JSON object a line; `npm run bench -- write import` only rows of these names.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findBrowser } from './support/browser.mjs'
import { build, checkNode, generate, install } from './support/prepare.mjs'
import { endAll, freePort, killAll, runNode } from './support/processes.mjs'
import { startServer } from './support/production.mjs'
import { commandOf, dataFolder, PlainError, root, say } from './support/project.mjs'
import { secretsOf } from './support/secrets.mjs'

/** @type {(() => unknown)[]} what to undo at the end, last first */
const undo = []
const temporary = mkdtempSync(path.join(tmpdir(), 'hallway-bench-'))
chmodSync(temporary, 0o711)
undo.push(() => rmSync(temporary, { recursive: true, force: true }))

let ending = false
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => end(130))
}
process.on('exit', killAll)

try {
  await end(await bench())
} catch (error) {
  if (!ending) {
    say(error instanceof PlainError ? error.message : String(/** @type {Error} */ (error).stack))
    await end(1)
  }
}

/** @param {number} code */
async function end(code) {
  if (ending) return
  ending = true
  await endAll()
  for (const step of undo.reverse()) {
    await Promise.resolve(step()).catch((error) => say(String(error)))
  }
  process.exit(code)
}

async function bench() {
  checkNode()
  await install()
  await generate()
  const browser = await findBrowser()
  const { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY } = secretsOf(dataFolder())
  await build({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY })
  const bare = await startBare()
  const database = await startDatabase()
  const port = await freePort()
  const env = {
    DATABASE_URL: database,
    HALLWAY_DATA: path.join(temporary, 'data'),
    PORT: String(port),
    SIGN_UP: 'open',
    AUTH_SECRET: randomBytes(32).toString('base64'),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
    // The seeded links lead nowhere: reading them in the background would be measured, not the pages
    FETCH_LINKS: 'off',
    LOG_LEVEL: 'warn',
  }
  const address = `http://localhost:${port}`
  const health = `${address}/api/health`
  const program = path.join(root, 'bin', 'server.mjs')
  undo.push(await startServer({ program, env, address: health, log: 'bench.log' }))
  say('Measuring (a few minutes; other work on this machine blurs the results)…')
  const { code } = await runNode(
    [
      commandOf('tsx'),
      '--tsconfig',
      'prisma/tsconfig.json',
      'bench/run.ts',
      ...process.argv.slice(2),
    ],
    { show: true, env: { ...env, HALLWAY_URL: address, BARE_URL: bare, CHROME_PATH: browser } },
  )
  return code
}

/** Builds and starts the yardstick, from its own folder, with settings of its own. */
async function startBare() {
  const folder = path.join(root, 'bench', 'bare')
  const program = commandOf('next')
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await runNode([program, 'build'], { cwd: folder, env })
  if (code !== 0) throw new PlainError(`The bare app could not be built:\n${output.trim()}`)
  const port = await freePort()
  const address = `http://localhost:${port}`
  const args = ['start', '-p', String(port)]
  undo.push(await startServer({ program, args, folder, env, address, log: 'bench-bare.log' }))
  return address
}

/** A migrated database of our own that counts its statements. */
async function startDatabase() {
  const { startTemporaryPostgres } = await import('./support/postgres.mjs')
  const { migrate } = await import('./support/migrate.mjs')
  const { default: pg } = await import('pg')
  const postgres = await startTemporaryPostgres({
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
  undo.push(postgres.stop)
  await migrate(postgres.url)
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
  await client.end()
  return postgres.url
}
