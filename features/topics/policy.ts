import { visibleSessionsSql } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { Prisma } from '@/prisma/generated/client'

/**
 * A topic is seen through what mentions it: who sees no annotation about it does not learn that
 * somebody wrote of it for themselves. As a condition on a "Topic" `t`.
 */
export function visibleTopicsSql(member: Member): Prisma.Sql {
  return mentionedIn(
    member,
    Prisma.sql`(a."audience" IN ('team', 'public') OR a."authorId" = ${member.userId}::uuid)`,
  )
}

/** Those that everybody in the team sees, as a condition on a "Topic" `t`. */
export function sharedTopicsSql(member: Member): Prisma.Sql {
  return mentionedIn(member, Prisma.sql`a."audience" IN ('team', 'public')`)
}

// The annotations come after the topics, so their policy cannot be asked; a test holds the two together
function mentionedIn(member: Member, seen: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(t."teamId" = ${member.teamId}::uuid AND EXISTS (
    SELECT FROM "Mention" m
    JOIN "Annotation" a ON a."teamId" = ${member.teamId}::uuid AND a."id" = m."annotationId"
    JOIN "Session" s ON s."id" = a."sessionId"
    WHERE m."teamId" = ${member.teamId}::uuid AND m."topicId" = t."id"
      AND a."deletedAt" IS NULL AND ${seen} AND ${visibleSessionsSql(member)}))`
}
