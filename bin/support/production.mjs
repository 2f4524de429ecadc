import { fork } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { endProcess, identify } from './processes.mjs'
import { PlainError, root } from './project.mjs'

/**
 * A production server in a process of its own, which ends with us however we end. What it says goes
 * to `test-results/LOG`.
 * @param {object} options
 * @param {string} options.program a JavaScript file
 * @param {string[]} [options.args]
 * @param {string} [options.folder] where it runs
 * @param {Record<string, string>} options.env
 * @param {string} options.address answers with success once the server is ready
 * @param {string} options.log
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function startServer({ program, args = [], folder = root, env, address, log }) {
  mkdirSync(path.join(root, 'test-results'), { recursive: true })
  const file = openSync(path.join(root, 'test-results', log), 'w')
  const server = fork(program, args, {
    // As `npm start` runs it: pages live longer than the youngest objects, which a small space for
    // those would copy again and again
    execArgv: program.startsWith(path.join(root, 'bin')) ? ['--max-semi-space-size=64'] : [],
    cwd: folder,
    env: /** @type {NodeJS.ProcessEnv} */ ({ ...process.env, ...env, NODE_ENV: 'production' }),
    stdio: ['ignore', file, file, 'ipc'],
  })
  const identity = identify(server.pid ?? 0)
  for (const end = Date.now() + 60_000; Date.now() < end && server.exitCode === null; ) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return () => endProcess(identity)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await endProcess(identity)
  throw new PlainError(`A server did not start. What it said is in test-results/${log}.`)
}
