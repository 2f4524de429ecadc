import 'server-only'
import { type Member, type System, systemFor } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import type { Job } from '@/lib/jobs'
import { log } from '@/lib/log'
import { hashOf, type Incoming, isStored, removeStored, storeBytes } from '@/lib/storage'
import type { PhotoSize, Rendition } from './photo'

/** How long what was moved to the trash can be taken back. */
const trashDays = 30

/** The service that keeps files may take its time. */
const patient = { timeout: 60_000 }

// Contents are shared by teams, rows are not: whoever makes or removes rows of one takes turns
async function holdContent(tx: Transaction, hash: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${hash}, 0))`)
}

/**
 * Stores a picture for the team and answers under which hashes. Nothing shows it yet: it is removed
 * after a day unless it has been attached to something by then.
 */
export async function storePhoto(
  member: Member,
  photo: Record<PhotoSize, Rendition>,
): Promise<Record<PhotoSize, string>> {
  return {
    large: await storePicture(member, photo.large),
    small: await storePicture(member, photo.small),
  }
}

/** The same with a single picture, also on behalf of nobody. */
export async function storePicture(
  { teamId }: Member | (System & { teamId: string }),
  { bytes, width, height }: Rendition,
): Promise<string> {
  const hash = hashOf(bytes)
  // The row before the content: from here on the content is not removed as unused
  await db.$transaction(async (tx) => {
    await holdContent(tx, hash)
    await tx.file.upsert({
      where: { teamId_hash: { teamId, hash } },
      create: { teamId, hash, kind: 'photo', size: bytes.length, width, height },
      update: { createdAt: new Date() },
    })
  })
  return storeBytes(bytes)
}

/**
 * Stores a recording that has come in, which is taken over. Nothing leads to it yet: it is removed
 * after a day unless a session has it by then.
 */
export async function storeRecording(member: Member, file: Incoming): Promise<void> {
  const { teamId } = member
  const { hash, size } = file
  await db.$transaction(async (tx) => {
    await holdContent(tx, hash)
    await tx.file.upsert({
      where: { teamId_hash: { teamId, hash } },
      create: { teamId, hash, kind: 'recording', size },
      update: { createdAt: new Date() },
    })
  })
  if (!(await isStored(hash))) await file.keep()
}

/**
 * Removes for good the pictures and recordings that have been in the trash for 30 days, and every stored content
 * that nothing refers to any more. Answers how many contents that were.
 */
export async function removeUnusedFiles(_system: System): Promise<number> {
  const trashedBefore = new Date(Date.now() - trashDays * 86_400_000)
  await db.attachment.deleteMany({ where: { deletedAt: { lt: trashedBefore } } })
  await db.recording.deleteMany({ where: { deletedAt: { lt: trashedBefore } } })
  const unused = Prisma.sql`f."createdAt" < now() - interval '1 day' AND NOT EXISTS (
    SELECT 1 FROM "Attachment" a WHERE a."teamId" = f."teamId"
       AND (a."largeHash" = f."hash" OR a."smallHash" = f."hash"))
    AND NOT EXISTS (SELECT 1 FROM "Recording" r
                    WHERE r."teamId" = f."teamId" AND r."hash" = f."hash")
    AND NOT EXISTS (SELECT 1 FROM "Link" l
                    WHERE l."teamId" = f."teamId" AND l."pictureHash" = f."hash")`
  const rows = await db.$queryRaw<{ teamId: string; hash: string }[]>(
    Prisma.sql`SELECT f."teamId", f."hash" FROM "File" f WHERE ${unused} LIMIT 10000`,
  )
  let removed = 0
  for (const { teamId, hash } of rows) {
    await db.$transaction(async (tx) => {
      await holdContent(tx, hash)
      const gone = await tx.$executeRaw(Prisma.sql`
        DELETE FROM "File" f WHERE f."teamId" = ${teamId}::uuid AND f."hash" = ${hash} AND ${unused}`)
      const [other] = await tx.$queryRaw<unknown[]>(Prisma.sql`
        SELECT 1 FROM "File" WHERE "hash" = ${hash}
        UNION ALL SELECT 1 FROM "Import" WHERE "fileHash" = ${hash} LIMIT 1`)
      if (gone === 0 || other) return
      await removeStored(hash)
      removed++
    }, patient)
  }
  return removed
}

/** Once a day; what it finds does not depend on when it ran last. */
export const cleanFilesJob: Job<Record<string, never>> = {
  name: 'clean-files',
  retries: 3,
  pause: 300,
  keep: 172_800,
  every: 86_400,
  async run() {
    const removed = await removeUnusedFiles(systemFor('files that nothing refers to any more'))
    if (removed > 0) log.info({ removed }, 'files removed')
  },
}
