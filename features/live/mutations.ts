import 'server-only'
import { endVisit, noteVisit } from '@/features/comments/visits'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { presenceSeconds } from './queries'
import type { PresenceInput } from './schema'

/**
 * Notes that a page of the member's is open on a session, or left. It comes again every few seconds,
 * so it leaves no event; the other processes hear of it only when somebody came, left, began or
 * stopped to write.
 */
export async function setPresence(member: Member, { id, tab, state, drawn, back }: PresenceInput) {
  const { teamId, userId } = member
  const session = await db.session.findFirst({
    where: { ...visibleSessions(member), id },
    select: { id: true },
  })
  if (!session) throw new AppError('NOT_FOUND', 'errors.notFound')
  const key = Prisma.sql`"teamId" = ${teamId}::uuid AND "sessionId" = ${id}::uuid
    AND "userId" = ${userId}::uuid AND "tab" = ${tab}::uuid`
  if (drawn) await noteVisit(member, id, drawn, back)
  if (state === 'gone') {
    await endVisit(member, id)
    await db.$executeRaw(Prisma.sql`
      WITH gone AS (DELETE FROM "Presence" WHERE ${key} RETURNING 1)
      SELECT pg_notify('hallway_presence', ${teamId}::text) FROM gone`)
    return
  }
  await db.$executeRaw(Prisma.sql`
    WITH old AS (
      DELETE FROM "Presence" WHERE "teamId" = ${teamId}::uuid AND NOT (${key})
        AND "seenAt" < now() - make_interval(secs => ${presenceSeconds})
    ), before AS (
      SELECT "writing" FROM "Presence"
      WHERE ${key} AND "seenAt" > now() - make_interval(secs => ${presenceSeconds})
    ), put AS (
      INSERT INTO "Presence" ("teamId", "sessionId", "userId", "tab", "writing", "seenAt")
      VALUES (${teamId}::uuid, ${id}::uuid, ${userId}::uuid, ${tab}::uuid, ${state === 'writing'}, now())
      ON CONFLICT ("teamId", "sessionId", "userId", "tab")
      DO UPDATE SET "writing" = excluded."writing", "seenAt" = excluded."seenAt"
      RETURNING "writing"
    )
    SELECT pg_notify('hallway_presence', ${teamId}::text) FROM put
    WHERE "writing" IS DISTINCT FROM (SELECT "writing" FROM before)`)
}
