import { generateNKeysBetween } from 'fractional-indexing'
import { exportTeam } from '@/features/exports/team'
import { systemFor } from '@/lib/actor'
import { pool } from '@/lib/db'
import { createSession, createTeam } from '@/prisma/factories'
import { copyOut } from './copy'

const rows = 100_000

/**
 * Rows a second of exporting a team with 100,000 annotations, divided by those of COPY TO of the same
 * rows; and how many MiB this process grew by meanwhile.
 */
export async function exportRatio(): Promise<{ ratio: number; grown: number }> {
  const { team, editor } = await createTeam({ name: 'Export' })
  const session = await createSession(team.id)
  const [orderKey] = generateNKeysBetween(null, null, 1)
  await pool.query(
    `INSERT INTO "Annotation" ("teamId", "id", "sessionId", "authorId", "kind", "audience", "bodySource",
       "bodyPlain", "bodyHtml", "rendererVersion", "orderKey", "startedAt", "updatedAt")
     SELECT $1, gen_random_uuid(), $2, $3, 'takeaway', 'team', t.text, t.text, '<p>' || t.text || '</p>',
       1, $4, now(), now()
     FROM generate_series(1, ${rows}) n
     CROSS JOIN LATERAL (SELECT 'Three mechanisms carry the weight, 安全镜像 ' || n AS text) t`,
    [team.id, session.id, editor.userId, orderKey],
  )
  await exported(team.id)
  const before = process.memoryUsage.rss()
  const ours = await exported(team.id)
  const grown = (process.memoryUsage.rss() - before) / 2 ** 20
  const client = await pool.connect()
  const start = performance.now()
  await copyOut(client, `SELECT * FROM "Annotation" WHERE "teamId" = '${team.id}' ORDER BY "id"`)
  const copied = performance.now() - start
  client.release()
  return { ratio: copied / ours, grown }
}

async function exported(teamId: string): Promise<number> {
  const start = performance.now()
  for await (const _ of await exportTeam(systemFor('bench'), teamId)) {
    // Only counted
  }
  return performance.now() - start
}
