#!/usr/bin/env node
// `npm test`: everything, from a fresh clone. `npm test -- unit browser` runs only those steps;
// whatever is not the name of a step goes to the runners as it is (a file, `-t "a name"`).
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build, checkNode, generate, install } from './support/prepare.mjs'
import { endAll, freePort, killAll, runNode } from './support/processes.mjs'
import { startServer } from './support/production.mjs'
import { commandOf, dataFolder, PlainError, root, say } from './support/project.mjs'
import { readPlaywright, readVitest } from './support/results.mjs'
import { secretsOf } from './support/secrets.mjs'
import { checkArchitecture, checkLint, checkTypes } from './support/static-checks.mjs'

/** @typedef {import('./support/results.mjs').Counts} Counts */

const OLDEST = '/usr/lib/postgresql/15/bin'
const names = ['lint', 'types', 'architecture', 'unit', 'integration', 'postgres15', 'browser']
const asked = process.argv.slice(2)
const chosen = new Set(asked.filter((word) => names.includes(word)))
const rest = asked.filter((word) => !names.includes(word))
const wants = (/** @type {string} */ name) => chosen.size === 0 || chosen.has(name)

/** @type {Counts} */
const none = { passed: 0, failed: 0, skipped: 0, failures: [] }
/** @type {Counts} */
const total = { ...none, failures: [] }
/** @type {(() => unknown)[]} */
const undo = []
const temporary = mkdtempSync(path.join(tmpdir(), 'hallway-test-'))
chmodSync(temporary, 0o711)
undo.push(() => rmSync(temporary, { recursive: true, force: true }))

let ending = false
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, async () => {
    if (ending) return
    ending = true
    await cleanUp()
    process.exit(130)
  })
}
process.on('exit', killAll)

try {
  checkNode()
  await install()
  await generate()
  const chrome = wants('browser') ? await browser() : ''
  await staticChecks()
  const integration = await vitest()
  await onPostgres15(integration)
  if (wants('browser')) await browserTests(chrome)
} catch (error) {
  if (!ending) {
    add({ ...none, failed: 1 })
    say(error instanceof PlainError ? error.message : String(/** @type {Error} */ (error).stack))
  }
}
if (!ending) {
  ending = true
  await cleanUp()
  // Once more where one looks first: they happened many lines ago
  if (total.failures.length > 0) console.log(`\n${total.failures.join('\n\n')}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  process.exit(total.failed > 0 ? 1 : 0)
}

async function cleanUp() {
  await endAll()
  for (const step of undo.reverse()) {
    await Promise.resolve(step()).catch((error) => say(String(error)))
  }
}

/** @param {Counts} counts */
function add(counts) {
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  total.failures.push(...counts.failures)
}

async function browser() {
  const { findBrowser } = await import('./support/browser.mjs')
  return findBrowser()
}

async function staticChecks() {
  const checks = { lint: checkLint, types: checkTypes, architecture: checkArchitecture }
  await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      if (!wants(name)) return
      const { ok, output } = await check()
      const failures = ok ? [] : [`✗ ${name}\n${output.trim()}`]
      add({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures })
      console.log(ok ? `✓ ${name}` : `✗ ${name}\n${output.trim()}\n`)
    }),
  )
}

/** Unit and integration tests in one run. @returns {Promise<number>} how many integration tests there are */
async function vitest() {
  const projects = ['unit', 'integration'].filter(wants)
  let integration = 0
  for (const project of projects) {
    say(`\n${project} tests`)
    const counts = await runVitest(project, {})
    if (project === 'integration') integration = counts.passed + counts.failed + counts.skipped
    add(counts)
  }
  return integration
}

/**
 * @param {string} project
 * @param {Record<string, string>} env
 */
async function runVitest(project, env) {
  const report = path.join(temporary, `${project}-${Object.keys(env).length}.json`)
  const { code } = await runNode(
    [
      commandOf('vitest'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...rest,
    ],
    { show: true, env },
  )
  const counts = existsSync(report) ? readVitest(report) : { ...none }
  // An error outside of any test fails the run and no test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

/** @param {number} tests how many there are to be skipped where there is no PostgreSQL 15 */
async function onPostgres15(tests) {
  if (!wants('postgres15')) return
  if (!existsSync(path.join(OLDEST, 'postgres'))) {
    say(`\nNo PostgreSQL 15 in ${OLDEST}: the integration tests on it are skipped.`)
    return add({ ...none, skipped: tests })
  }
  say('\nintegration tests on PostgreSQL 15')
  const { startTemporaryPostgres } = await import('./support/postgres.mjs')
  const postgres = await startTemporaryPostgres({ programs: OLDEST })
  undo.push(postgres.stop)
  add(await runVitest('integration', { TEST_DATABASE_URL: postgres.url }))
  await postgres.stop()
}

/** @param {string} chrome */
async function browserTests(chrome) {
  const kept = secretsOf(dataFolder())
  const key = kept.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
  await build({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key })
  const { startTemporaryPostgres } = await import('./support/postgres.mjs')
  const { migrate } = await import('./support/migrate.mjs')
  const postgres = await startTemporaryPostgres()
  undo.push(postgres.stop)
  await migrate(postgres.url)
  const port = await freePort()
  const env = {
    DATABASE_URL: postgres.url,
    HALLWAY_DATA: path.join(temporary, 'data'),
    PORT: String(port),
    // Each test comes from an address of its own, so that it has rate limits of its own.
    TRUST_PROXY: '1',
    SIGN_UP: 'open',
    // The links that the tests make up are nobody's to be asked for.
    FETCH_LINKS: 'off',
    AUTH_SECRET: randomBytes(32).toString('base64'),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
    LOG_LEVEL: 'warn',
  }
  const stop = await startServer({
    program: path.join(root, 'bin', 'server.mjs'),
    env,
    address: `http://localhost:${port}/api/health`,
    log: 'server.log',
  })
  undo.push(stop)

  say('\nbrowser tests')
  const report = path.join(temporary, 'playwright.json')
  const { code } = await runNode([commandOf('@playwright/test', 'playwright'), 'test', ...rest], {
    show: true,
    env: {
      ...env,
      CHROME_PATH: chrome,
      HALLWAY_URL: `http://localhost:${port}`,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  })
  const counts = existsSync(report) ? readPlaywright(report) : { ...none }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  add(counts)
  if (counts.failed > 0) say('What the server said is in test-results/server.log.')
}
