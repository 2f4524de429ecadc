#!/usr/bin/env node
// `npm run hallway -- …`: what the operator does from the terminal, beside a running Hallway or
// without one.
import { spawnSync } from 'node:child_process'
import { claim, findRunning } from './support/lock.mjs'
import { checkNode, generate, install } from './support/prepare.mjs'
import { dataFolder, PlainError, root, say } from './support/project.mjs'
import { secretsOf } from './support/secrets.mjs'

const usage = `Usage:
  npm run hallway -- user list                  everybody with an account, and their teams
  npm run hallway -- user create E-MAIL [--name NAME]
  npm run hallway -- user password E-MAIL       gives a new password and signs out their browsers
  npm run hallway -- user disable|enable E-MAIL shuts somebody out, or lets them in again
  npm run hallway -- team create NAME --owner E-MAIL
  npm run hallway -- token create --team TEAM --email E-MAIL [--write] [--name NAME]
  npm run hallway -- import FILE --team TEAM [--conference CONFERENCE] [--zone ZONE] [--as E-MAIL] [--yes]
                                                without --yes it only says what it would do
  npm run hallway -- export FILE --team TEAM --all | --as E-MAIL
                                                a zip of everything, or of what one member may see
  npm run hallway -- team import FILE           brings in a team that was exported with --all
  npm run hallway -- backup FILE                everything in one file, also while Hallway runs
  npm run hallway -- restore FILE [--force]     into an empty Hallway; with --force in the place of all
  npm run hallway -- doctor                     looks whether all is well`

const nouns = ['user', 'team', 'token', 'import', 'export', 'backup', 'restore', 'doctor']
const [noun = '', ...rest] = process.argv.slice(2)
const known = nouns.includes(noun) && (rest.length > 0 || noun === 'doctor')

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
  if (process.env.DATABASE_URL && noun !== 'doctor')
    await (await import('./support/migrate.mjs')).migrate(url)
  const { projectCode } = await import('./support/project-code.mjs')
  const args = projectCode('bin/hallway/main.ts', [noun, ...rest])
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...secretsOf(dataDir),
      DATABASE_URL: url,
      HALLWAY_DATA: dataDir,
      INIT_CWD: process.env.INIT_CWD || process.cwd(),
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
