#!/usr/bin/env node
// `npm run hallway -- …`: what the operator does from the terminal, beside a running Hallway or
// without one.
import { spawnSync } from 'node:child_process'
import { claim, findRunning } from './support/lock.mjs'
import { checkNode, generate, install } from './support/prepare.mjs'
import { dataFolder, PlainError, root, say } from './support/project.mjs'
import { secretsOf } from './support/secrets.mjs'

const usage = `Usage:
  npm run hallway -- user list              everybody with an account, and their teams
  npm run hallway -- user password E-MAIL   gives a user a new password and signs out their browsers`

const [noun, action, email, ...more] = process.argv.slice(2)
const known =
  noun === 'user' &&
  more.length === 0 &&
  ((action === 'list' && !email) || (action === 'password' && email))

/** @type {(() => unknown)[]} */
const undo = []
let code = 1
try {
  if (!known) throw new PlainError(usage)
  checkNode()
  await install()
  await generate()
  const dataDir = dataFolder()
  const url = process.env.DATABASE_URL || (await embedded(dataDir))
  const { projectCode } = await import('./support/project-code.mjs')
  const args = projectCode('bin/hallway/user.ts', process.argv.slice(3))
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...secretsOf(dataDir),
      DATABASE_URL: url,
      HALLWAY_DATA: dataDir,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    },
  })
  code = status ?? 1
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  say(error.message)
} finally {
  for (const step of undo.reverse()) await step()
}
process.exit(code)

/**
 * The embedded database: the one that a running Hallway uses, or one for the length of this command.
 * @param {string} dataDir
 */
async function embedded(dataDir) {
  const { startPostgres } = await import('./support/postgres.mjs')
  const running = findRunning(dataDir)
  if (running && !running.doing.startsWith('http')) {
    throw new PlainError('Hallway is just starting. Try again when it is ready.')
  }
  if (!running) {
    const claimed = await claim(dataDir)
    if ('other' in claimed) throw new PlainError('Hallway is just starting. Try again in a moment.')
    undo.push(claimed.release)
  }
  const postgres = await startPostgres({ dataDir })
  if (!running) {
    undo.push(postgres.stop)
    const { migrate } = await import('./support/migrate.mjs')
    await migrate(postgres.url)
  }
  return postgres.url
}
