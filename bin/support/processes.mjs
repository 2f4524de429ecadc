import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './project.mjs'

/** @typedef {{ pid: number, started: string }} Identity a process id is reused, its start time with it is not */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * When a process started, as an opaque text; undefined when there is no such process.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startedAt(pid) {
  if (process.platform === 'linux') {
    try {
      // Field 22 of /proc/PID/stat; the command in brackets before it may hold spaces and brackets.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? undefined : fields[19]
    } catch {
      return undefined
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout?.trim() || undefined
}

/**
 * @param {number} pid
 * @returns {Identity}
 */
export function identify(pid) {
  return { pid, started: startedAt(pid) ?? '' }
}

/** @param {Identity | undefined} identity */
export function isAlive(identity) {
  return identity !== undefined && startedAt(identity.pid) === identity.started
}

/**
 * The npm that runs us as a script, if one does: our parent, or its parent where a shell stays between.
 * @returns {Identity | undefined}
 */
export function npmAbove() {
  if (!process.env.npm_lifecycle_event) return undefined
  const between = /^(\S*\/)?\w*sh -c /.test(commandLine(process.ppid))
  return identify((between && parentOf(process.ppid)) || process.ppid)
}

/** @param {number} pid */
function parentOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' })
  if (stdout) return Number(stdout)
  // Small systems have no ps.
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return 0
  }
}

/**
 * The command line of a process, or an empty text.
 * @param {number} pid
 */
export function commandLine(pid) {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }
  return (
    spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  ).trim()
}

/**
 * Ends a process: politely first, by force after the patience is over.
 * @param {Identity} identity
 * @param {{ signal?: NodeJS.Signals, patience?: number, group?: boolean }} [options] patience in ms; group: the process leads a group of its own
 */
export async function endProcess(
  identity,
  { signal = 'SIGTERM', patience = 8000, group = false } = {},
) {
  const target = group ? -identity.pid : identity.pid
  for (const [name, time] of /** @type {[NodeJS.Signals, number][]} */ ([
    [signal, patience],
    ['SIGKILL', 2000],
  ])) {
    if (!isAlive(identity)) return
    try {
      process.kill(target, name)
    } catch {
      return
    }
    for (const end = Date.now() + time; Date.now() < end && isAlive(identity); ) await wait(20)
  }
}

/**
 * Runs a program to its end in a process group of its own, so that it can be stopped with all that
 * it started. What it prints is returned, and shown when `show` is set.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, show?: boolean, uid?: number | undefined, gid?: number | undefined, onStart?: (identity: Identity) => void }} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>}
 */
export function run(file, args, options = {}) {
  const { env, cwd = root, show = false, uid, gid, onStart } = options
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: /** @type {NodeJS.ProcessEnv} */ ({ ...process.env, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      ...(uid === undefined ? {} : { uid, gid }),
    })
    let output = ''
    let stdout = ''
    running.add(child)
    if (child.pid && onStart) onStart(identify(child.pid))
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      stdout += text
      if (show) process.stdout.write(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text
      if (show) process.stderr.write(text)
    })
    child.on('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.on('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output, stdout })
    })
  })
}

/**
 * Runs a JavaScript file with this Node.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options)
}

/** Ends every program that `run` started and that still runs. */
export async function endAll() {
  await Promise.all(
    [...running].map((child) =>
      child.pid ? endProcess(identify(child.pid), { group: true, patience: 2000 }) : undefined,
    ),
  )
}

/** Ends them by force and without waiting, for a last moment. */
export function killAll() {
  for (const child of running) {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      child.kill('SIGKILL')
    }
  }
}

/**
 * A TCP port of this machine that was free a moment ago.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })
}
