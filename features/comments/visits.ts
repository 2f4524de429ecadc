import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'

/** After so long without being drawn, a page that nobody has closed is not looked at any more. */
const longestLook = Prisma.sql`interval '1 hour'`

const isOpen = (visit: Prisma.Sql) =>
  Prisma.sql`(${visit}."leftAt" IS NULL AND ${visit}."seenThrough" > now() - ${longestLook})`

/**
 * Since when what is said on a session is new to the member, as a column of a statement; null where
 * they have never looked. While they look, that stays where their last visit ended.
 */
export function newSinceSql(member: Member, sessionId: string): Prisma.Sql {
  const visit = Prisma.sql`vi`
  return Prisma.sql`(
    SELECT CASE WHEN ${isOpen(visit)} THEN vi."newSince" ELSE vi."seenThrough" END
    FROM "Visit" vi
    WHERE vi."teamId" = ${member.teamId}::uuid AND vi."sessionId" = ${sessionId}::uuid
      AND vi."userId" = ${member.userId}::uuid)`
}

/**
 * Notes that the member looks at a session, on a page as it was drawn at a time. Comes from the page
 * when it is really open, not when it was fetched ahead. Leaves no event: it is theirs alone.
 * @param back the page says that it is in sight again; else a visit that was ended after the page was
 *   drawn stays so, since what is said while one leaves may come late
 */
export async function noteVisit(
  member: Member,
  sessionId: string,
  drawn: Date,
  back = false,
): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO "Visit" AS vi ("teamId", "sessionId", "userId", "newSince", "seenThrough")
    VALUES (${member.teamId}::uuid, ${sessionId}::uuid, ${member.userId}::uuid,
            least(${drawn}, now()), least(${drawn}, now()))
    ON CONFLICT ("teamId", "sessionId", "userId") DO UPDATE SET
      "newSince" = CASE WHEN ${isOpen(Prisma.sql`vi`)} THEN vi."newSince" ELSE vi."seenThrough" END,
      "seenThrough" = greatest(vi."seenThrough", excluded."seenThrough"),
      "leftAt" = CASE WHEN ${back} OR vi."leftAt" < excluded."seenThrough" THEN NULL ELSE vi."leftAt" END`)
}

/** Notes that the page was left. */
export async function endVisit(member: Member, sessionId: string): Promise<void> {
  const { teamId, userId } = member
  await db.visit.updateMany({
    where: { teamId, userId, sessionId, leftAt: null },
    data: { leftAt: new Date() },
  })
}
