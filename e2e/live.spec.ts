import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createSession, createTeam } from '@/prisma/factories'
import { startSecondServer } from './support/second-server'
import { cookieOf, readStream } from './support/stream'
import { expect, test } from './support/test'

test('a stream is for members, and reaches them from another process', async ({
  cast,
  baseURL,
}) => {
  const session = await createSession(cast.team.id)
  const path = `${paths.liveApi(cast.team.slug)}?since=0`
  const { owner: outsider } = await createTeam()
  expect((await fetch(baseURL + path)).status).toBe(401)
  const headers = { cookie: (await cookieOf(outsider)).cookie }
  expect((await fetch(baseURL + path, { headers })).status).toBe(404)

  const { cookie, loginId } = await cookieOf(cast.viewer)
  const reader = await readStream(baseURL + path, cookie)
  expect(reader.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(reader.headers.get('content-encoding')).toBeNull()
  expect(reader.headers.get('cache-control')).toBe('no-store, no-transform')

  const second = await startSecondServer({ PUBLIC_URL: baseURL ?? '' })
  const write = (address: string, id: string) =>
    fetch(address + paths.annotationApi(cast.team.slug, id), {
      method: 'PUT',
      headers: { cookie: editor, origin: address, 'content-type': 'application/json' },
      body: JSON.stringify({ session: session.id, text: 'From elsewhere', audience: 'team' }),
    })
  const { cookie: editor } = await cookieOf(cast.editor)
  const id = newId()
  expect((await write(second.address, id)).status).toBe(201)
  await expect.poll(() => reader.events.map(({ subject }) => subject.id)).toEqual([id])

  // One that reads at the process which stops is sent away at once
  const there = await readStream(second.address + path, cookie)
  await expect.poll(() => there.events).toHaveLength(1)
  const stopped = second.stop()
  // A stop waits five seconds for what is being answered
  await expect.poll(() => there.ended, { timeout: 4_500 }).toBe(true)
  await stopped

  await db.login.update({ where: { id: loginId }, data: { revokedAt: new Date() } })
  await expect.poll(() => reader.ended).toBe(true)
})

test('a stream that its reader has left is not counted any more', async ({ cast }) => {
  // Each process counts its own
  const server = await startSecondServer({})
  const address = server.address + paths.liveApi(cast.team.slug)
  const { cookie } = await cookieOf(cast.viewer)
  const readers = await Promise.all(Array.from({ length: 20 }, () => readStream(address, cookie)))
  const status = async () => {
    const leaving = new AbortController()
    const answer = await fetch(address, { headers: { cookie }, signal: leaving.signal })
    leaving.abort()
    return answer.status
  }
  expect(await status()).toBe(429)
  await Promise.all(readers.map((reader) => reader.leave()))
  await expect.poll(status).toBe(200)
  await server.stop()
})
