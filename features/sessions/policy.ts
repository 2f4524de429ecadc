import type { Member, Visitor } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** All sessions of one's team, unless they or their conference are in the trash. */
export function visibleSessions(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

/**
 * The same in SQL, as a condition on a "Session" `s`. A test holds the two together, and so wherever
 * a policy says a condition twice. Names the team in every table instead of joining by it, since the
 * planner takes the parts of a key for independent and would expect a row where there are hundreds.
 */
export function visibleSessionsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(s."teamId" = ${member.teamId}::uuid AND s."deletedAt" IS NULL AND EXISTS (
    SELECT FROM "Conference" WHERE "Conference"."teamId" = ${member.teamId}::uuid
      AND "Conference"."id" = s."conferenceId" AND "Conference"."deletedAt" IS NULL))`
}

/** What was said in them, as far as it is not in the trash. */
export function visibleTranscripts(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    session: visibleSessions(member),
  } satisfies Prisma.TranscriptWhereInput
}

/** The recordings that members have uploaded of them, as far as they are not in the trash. */
export function visibleRecordings(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    session: visibleSessions(member),
  } satisfies Prisma.RecordingWhereInput
}

/** Those in the trash, of conferences that are not. */
export function restorableSessions(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: { not: null },
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

/** The one session whose public notes a share opens. */
export function sharedSessions({ teamId, sessionId }: Visitor) {
  return {
    teamId,
    id: { in: sessionId === null ? [] : [sessionId] },
    deletedAt: null,
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

export function canEditSessions(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of sessions offer to the member. */
export function sessionsCan(member: Member) {
  const edit = canEditSessions(member)
  return { edit, delete: edit }
}
