import { execFileSync } from 'node:child_process'
import { startSecondServer } from './support/second-server'
import { expect, test } from './support/test'

const workersOf = (pid: number) =>
  execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([worker = 0]) => worker)

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a process that dies is replaced while the others answer, and all end together', async () => {
  const server = await startSecondServer({ WORKERS: '2' })
  const before = workersOf(server.pid)
  expect(before).toHaveLength(2)
  const [killed = 0, other = 0] = before
  process.kill(killed, 'SIGKILL')
  await expect.poll(() => workersOf(server.pid)).not.toContain(killed)
  // Until who hands out the connections has heard of it as well
  const status = () =>
    fetch(`${server.address}/api/health`).then(
      (answer) => answer.status,
      () => 0,
    )
  await expect.poll(status).toBe(200)
  for (let n = 0; n < 10; n++) {
    expect((await fetch(`${server.address}/api/health`)).status).toBe(200)
  }
  await expect.poll(() => workersOf(server.pid), { timeout: 20_000 }).toHaveLength(2)
  const after = workersOf(server.pid)
  expect(after).toContain(other)
  await server.stop()
  await expect.poll(() => after.filter(isAlive)).toEqual([])
})
