import { Agent, request } from 'node:http'
import { pool } from '@/lib/db'
import { newId } from '@/lib/ids'
import type { seed } from './data'
import { median } from './load'

type World = Awaited<ReturnType<typeof seed>>

const rounds = 200
const text = '12:34 Three mechanisms carry the weight: **seccomp**, AppArmor and capabilities.'

/**
 * Median of annotation writes over HTTP by one client, divided by what nobody can save: a request to
 * the bare page plus the same rows written by hand over one connection. The three take turns, so that
 * a machine that slows down hurts all.
 */
export async function writeRatio(world: World, base: string, bare: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const work = [
    () => write(world, base, agent),
    () => send(bare, 'GET', {}, '', agent),
    () => byHand(world),
  ]
  const times: number[][] = work.map(() => [])
  for (let round = 0; round < rounds + 20; round++) {
    for (const [index, once] of work.entries()) {
      const start = performance.now()
      await once()
      if (round >= 20) times[index]?.push(performance.now() - start)
    }
  }
  agent.destroy()
  const [writes = 0, requests = 0, transactions = 0] = times.map(median)
  return writes / (requests + transactions)
}

async function write({ team, talk, cookie }: World, base: string, agent: Agent) {
  const id = newId()
  const body = JSON.stringify({ id, session: talk.id, text, audience: 'team' })
  const headers = { cookie, origin: base, 'content-type': 'application/json' }
  const url = `${base}/api/v1/teams/${team.slug}/annotations/${id}`
  const status = await send(url, 'PUT', headers, body, agent)
  if (status >= 300) throw new Error(`the annotation was answered with ${status}`)
}

function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string,
  agent: Agent,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The rows of one annotation (itself, its revision, its event), each in a statement of its own. */
async function byHand({ team, talk, editor }: World) {
  const client = await pool.connect()
  const id = newId()
  try {
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM "Session" WHERE "teamId" = $1 AND "id" = $2 FOR SHARE', [
      team.id,
      talk.id,
    ])
    const { rows } = await client.query<{ orderKey: string }>(
      `SELECT "orderKey" FROM "Annotation" WHERE "teamId" = $1 AND "sessionId" = $2
       ORDER BY "orderKey" DESC LIMIT 1`,
      [team.id, talk.id],
    )
    await client.query(
      `INSERT INTO "Annotation" ("teamId", "id", "sessionId", "authorId", "kind", "audience",
         "bodySource", "bodyPlain", "bodyHtml", "rendererVersion", "orderKey", "startedAt",
         "fromMs", "updatedAt")
       VALUES ($1, $2, $3, $4, 'takeaway', 'team', $5, $5, $5, 1, $6, now(), 754000, now())`,
      [team.id, id, talk.id, editor.userId, text, `${rows[0]?.orderKey ?? 'a0'}V`.slice(0, 60)],
    )
    await client.query(
      `INSERT INTO "Revision" ("teamId", "id", "annotationId", "number", "bodySource", "audience",
         "authorId") VALUES ($1, $2, $3, 1, $4, 'team', $5)`,
      [team.id, newId(), id, text, editor.userId],
    )
    await client.query(
      `WITH drawn AS (
         UPDATE "Team" SET "eventSeq" = "eventSeq" + 1 WHERE "id" = $1 RETURNING "eventSeq"
       )
       INSERT INTO "Event" ("teamId", "seq", "actorId", "verb", "subjectType", "subjectId", "audience")
       SELECT $1, "eventSeq", $2, 'created', 'annotation', $3, 'team' FROM drawn`,
      [team.id, editor.userId, id],
    )
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}
