import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { claim, findRunning } from './lock.mjs'
import { identify, isAlive } from './processes.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'hallway-lock-'))
/** @type {import('node:child_process').ChildProcess[]} */
const started = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A process that waits to be ended. */
function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true })
  started.push(child)
  return identify(child.pid ?? 0)
}

/** @param {Partial<import('./lock.mjs').Running>} left */
async function claimAfter(left) {
  const first = await claim(folder)
  if ('other' in first) throw new Error('the folder was to be free')
  first.release()
  writeFileSync(
    path.join(folder, 'running.json'),
    JSON.stringify({ children: [], doing: 'http://localhost:3000', ...left }),
  )
  return claim(folder)
}

test('one process holds a data folder, and gives it back', async () => {
  const first = await claim(folder)
  if ('other' in first) throw new Error('the folder was to be free')
  first.update({ doing: 'http://localhost:3000' })
  const second = await claim(folder)
  expect('other' in second && second.other.doing).toBe('http://localhost:3000')
  expect(findRunning(folder)?.self.pid).toBe(process.pid)
  first.release()
  expect(readdirSync(folder)).toEqual([])
})

test('a dead holder is followed, and what it started is ended', async () => {
  const child = sleeper()
  const next = await claimAfter({
    self: { pid: child.pid, started: 'long ago' },
    children: [child],
  })
  expect('release' in next).toBe(true)
  expect(isAlive(child)).toBe(false)
})

test('a holder whose npm was killed is ended, one whose npm lives is not', async () => {
  const holder = sleeper()
  const busy = await claimAfter({ self: holder, npm: identify(process.pid) })
  expect('other' in busy).toBe(true)
  rmSync(path.join(folder, 'running.json'))
  const orphaned = await claimAfter({ self: holder, npm: { pid: 1, started: 'another' } })
  expect('release' in orphaned).toBe(true)
  expect(isAlive(holder)).toBe(false)
})
