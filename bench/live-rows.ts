import { get } from 'node:http'
import { startThread } from '@/features/comments/mutations'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { seed } from './data'
import { quantile } from './load'

type World = Awaited<ReturnType<typeof seed>>

const rounds = 100

/**
 * Milliseconds from before a comment is written, in this process, until the server's process has told
 * a reader of it: the value below which 95 % lie. One after the other, half of them in the pause after
 * the one before, in which the server collects.
 */
export async function liveLatency({ team, talk, editor, cookie }: World, base: string) {
  const heard = new Map<string, () => void>()
  const { eventSeq } = await db.team.findUniqueOrThrow({ where: { id: team.id } })
  // From what has happened until now, as a page that was just drawn asks
  const url = `${base}${paths.liveApi(team.slug)}?since=${eventSeq}`
  const stream = await new Promise<{ destroy: () => void }>((resolve, reject) => {
    const sent = get(url, { headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`answered ${answer.statusCode}`))
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        for (const [, id = ''] of text.matchAll(/"type":"comment","id":"([^"]+)"/g))
          heard.get(id)?.()
      })
      answer.once('data', () => resolve(sent))
    })
    sent.on('error', reject)
  })
  const times: number[] = []
  for (let round = 0; round < rounds + 5; round++) {
    const id = newId()
    const told = new Promise<void>((resolve) => heard.set(id, resolve))
    const start = performance.now()
    const on = { subjectType: 'session' as const, subjectId: talk.id }
    await startThread(editor, { id, ...on, body: 'Do we do this too?' })
    await told
    heard.delete(id)
    if (round >= 5) times.push(performance.now() - start)
    if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 150))
  }
  stream.destroy()
  return quantile(times, 0.95)
}
