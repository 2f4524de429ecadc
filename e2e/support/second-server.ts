import { fork } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from '@playwright/test'

const root = join(import.meta.dirname, '..', '..')

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Another server over the same build and database, for what is decided by settings. */
export async function startSecondServer(settings: Record<string, string>) {
  const port = settings.PORT ?? (await freePort())
  const address = `http://localhost:${port}`
  const server = fork(join(root, 'bin', 'server.mjs'), {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: `${port}`,
      PUBLIC_URL: address,
      WORKERS: '1',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const answer = () =>
    fetch(`${address}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  await expect.poll(answer, { timeout: 60_000 }).toBe(true)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    server.kill(signal)
    await ended
  }
  return { address, port: `${port}`, pid: server.pid ?? 0, stop }
}
