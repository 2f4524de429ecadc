import { randomBytes } from 'node:crypto'
import { generateNKeysBetween } from 'fractional-indexing'
import { exportTeam } from '@/features/exports/team'
import { systemFor } from '@/lib/actor'
import { db, pool } from '@/lib/db'
import { newId } from '@/lib/ids'
import { storeBytes } from '@/lib/storage'
import { createSession, createTeam } from '@/prisma/factories'
import { copyOut } from './copy'

const rows = 100_000
/** A tenth of the largest team that is to be taken out in 300 MiB: 1 GiB of pictures */
const [files, fileSize] = [16, 64 * 2 ** 20]

/**
 * Rows a second of exporting a team with 100,000 annotations, divided by those of COPY TO of the same
 * rows; and by how many MiB this process was larger, at its largest, while 1 GiB of files went out too.
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
  const ours = await exported(team.id)
  const client = await pool.connect()
  const start = performance.now()
  await copyOut(client, `SELECT * FROM "Annotation" WHERE "teamId" = '${team.id}' ORDER BY "id"`)
  const copied = performance.now() - start
  client.release()
  await addFiles(team.id)
  return { ratio: copied / ours, grown: await largest(() => exported(team.id)) }
}

async function addFiles(teamId: string) {
  const annotations = await db.annotation.findMany({ where: { teamId }, take: files })
  for (const { id: annotationId, authorId } of annotations) {
    const hash = await storeBytes(Buffer.alloc(fileSize, randomBytes(2 ** 20)))
    await db.file.create({
      data: { teamId, hash, kind: 'photo', size: fileSize },
    })
    const sizes = { sentHash: hash, largeHash: hash, smallHash: hash }
    await db.attachment.create({
      data: { teamId, id: newId(), annotationId, ...sizes, position: 0, addedById: authorId },
    })
  }
}

/** By how many MiB this process was larger than before, at its largest, while something was done. */
async function largest(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss()
  let most = before
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  await work()
  clearInterval(looking)
  return (most - before) / 2 ** 20
}

async function exported(teamId: string): Promise<number> {
  const start = performance.now()
  for await (const _ of await exportTeam(systemFor('bench'), teamId)) {
    // Only counted
  }
  return performance.now() - start
}
