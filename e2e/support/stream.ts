import { encode } from 'next-auth/jwt'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { expect } from './test'

type Told = { subject: { type: string; id: string }; verb: string; seq: string }

/** The cookie header of a new login of a user. */
export async function cookieOf({ userId }: { userId: string }) {
  const loginId = newId()
  const expiresAt = new Date(Date.now() + 600_000)
  await db.login.create({ data: { id: loginId, userId, expiresAt } })
  const secret = process.env.AUTH_SECRET ?? ''
  const value = await encode({ token: { login: loginId }, secret, salt: 'hallway.login' })
  return { loginId, cookie: `hallway.login=${value}` }
}

/** A reader of live events without a browser. */
export async function readStream(address: string, cookie: string) {
  const answer = await fetch(address, { headers: { cookie, 'accept-encoding': 'gzip' } })
  expect(answer.status).toBe(200)
  const source = answer.body?.getReader()
  const reader = {
    headers: answer.headers,
    events: [] as Told[],
    ended: false,
    leave: () => source?.cancel(),
  }
  const pump = async () => {
    const decoder = new TextDecoder()
    let begun = ''
    for (let part = await source?.read(); part && !part.done; part = await source?.read()) {
      // What arrives together need not end with a frame
      const frames = (begun + decoder.decode(part.value, { stream: true })).split('\n\n')
      begun = frames.pop() ?? ''
      for (const frame of frames) {
        const data = /^id: \d+\ndata: (.*)$/m.exec(frame)?.[1]
        if (data) reader.events.push(...JSON.parse(data))
      }
    }
    reader.ended = true
  }
  void pump().catch(() => {
    reader.ended = true
  })
  return reader
}
