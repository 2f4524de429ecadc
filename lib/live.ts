import 'server-only'
import type { Member, System } from './actor'
import { Prisma, type Transaction } from './db'

export type SubjectType =
  | 'team'
  | 'member'
  | 'conference'
  | 'session'
  | 'annotation'
  | 'thread'
  | 'comment'
  | 'list'
  | 'entry'
  | 'link'
  | 'share'
  | 'import'

export type Verb =
  | 'created'
  | 'edited'
  | 'deleted'
  | 'restored'
  | 'answered'
  | 'closed'
  | 'reopened'
  | 'replied'
  | 'resolved'
  | 'moved'
  | 'joined'
  | 'left'
  | 'removed'
  | 'role_changed'
  | 'shared'
  | 'revoked'
  | 'applied'
  | 'undone'

export type Happening = {
  verb: Verb
  subject: { type: SubjectType; id: string }
  /** The session, list or conference whose page shows it */
  place?: { type: 'session' | 'list' | 'conference'; id: string }
  audience?: 'me' | 'team' | 'public'
  /** Who should find a notice of it in their inbox, and of what kind; the actor never does */
  notify?: { kind: 'reply' | 'answer' | 'comment' | 'assigned'; userIds: string[] }
}

/**
 * Writes an event into the team's log, in the transaction of the change it tells of. Every mutation
 * does so. The sequence number is drawn under the team's row lock: who has read up to n has seen
 * all that came before. Call it last in the transaction, so that the lock is held briefly.
 *
 * A trigger on the table announces (team, seq) to other processes when the transaction commits.
 */
export async function record(
  tx: Transaction,
  actor: Member | (System & { teamId: string }),
  { verb, subject, place, audience = 'team', notify }: Happening,
): Promise<void> {
  const actorId = actor.kind === 'member' ? actor.userId : null
  const recipients = [...new Set(notify?.userIds ?? [])].filter((id) => id !== actorId)
  await tx.$executeRaw(Prisma.sql`
    WITH drawn AS (
      UPDATE "Team" SET "eventSeq" = "eventSeq" + 1 WHERE "id" = ${actor.teamId}::uuid
      RETURNING "eventSeq"
    )
    INSERT INTO "Event" ("teamId", "seq", "actorId", "verb", "subjectType", "subjectId",
                         "placeType", "placeId", "audience")
    SELECT ${actor.teamId}::uuid, "eventSeq", ${actorId}::uuid, ${verb}, ${subject.type},
           ${subject.id}::uuid, ${place?.type ?? null}, ${place?.id ?? null}::uuid,
           ${audience}::"Audience"
    FROM drawn`)
  if (notify && recipients.length > 0) {
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "Notice" ("teamId", "userId", "seq", "kind", "subjectType", "subjectId")
      SELECT t."id", m."userId", t."eventSeq", ${notify.kind}, ${subject.type}, ${subject.id}::uuid
      FROM "Team" t
      JOIN "Membership" m ON m."teamId" = t."id" AND m."leftAt" IS NULL
                         AND m."userId" = ANY(${recipients}::uuid[])
      WHERE t."id" = ${actor.teamId}::uuid
      ON CONFLICT DO NOTHING`)
  }
}
