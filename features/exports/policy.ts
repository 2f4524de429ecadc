import {
  visibleAnnotationsSql,
  visibleRevisionsSql as visibleTextsSql,
} from '@/features/annotations/policy'
import { visibleCommentsSql, visibleThreadsSql } from '@/features/comments/policy'
import { bringingSql, visibleArticlesSql } from '@/features/links/policy'
import {
  ownNotesSql,
  ownProgressSql,
  visibleEntriesSql,
  visibleListsSql,
} from '@/features/reading-lists/policy'
import { visibleRecapsSql, visibleRecapTextsSql } from '@/features/recaps/policy'
import { visibleSessionsSql } from '@/features/sessions/policy'
import { visibleBlocksSql } from '@/features/summaries/policy'
import { visibleTopicsSql } from '@/features/topics/policy'
import type { Member } from '@/lib/actor'
import { Prisma } from '@/prisma/generated/client'

const { sql } = Prisma

/** Which rows of a table `x` a member takes out; null: none, they are the operator's alone. */
type Seen = (member: Member) => Prisma.Sql | null

const none: Seen = () => null
const whole: Seen = ({ teamId }) => sql`x."teamId" = ${teamId}::uuid`
const own: Seen = ({ teamId, userId }) =>
  sql`x."teamId" = ${teamId}::uuid AND x."userId" = ${userId}::uuid`
const kept: Seen = (member) => sql`${whole(member)} AND x."deletedAt" IS NULL`

const onSession: Seen = (member) => sql`${whole(member)} AND EXISTS (
  SELECT FROM "Session" s WHERE s."id" = x."sessionId" AND ${visibleSessionsSql(member)})`
const onAnnotation: Seen = (member) => sql`${whole(member)} AND EXISTS (
  SELECT FROM "Annotation" a WHERE a."id" = x."annotationId" AND ${visibleAnnotationsSql(member)})`
const onList: Seen = (member) => sql`${whole(member)} AND EXISTS (
  SELECT FROM "ReadingList" l WHERE l."id" = x."readingListId" AND ${visibleListsSql(member)})`
const inConference: Seen = (member) => sql`${whole(member)} AND EXISTS (
  SELECT FROM "Conference" c WHERE c."teamId" = x."teamId" AND c."id" = x."conferenceId"
    AND c."deletedAt" IS NULL)`
const inRecap: Seen = (member) => sql`${whole(member)} AND EXISTS (
  SELECT FROM "Recap" p
  JOIN "Conference" c ON c."teamId" = p."teamId" AND c."id" = p."conferenceId"
  WHERE p."id" = x."recapId" AND ${visibleRecapsSql(member)})`
const live =
  (seen: Seen): Seen =>
  (member) =>
    sql`${seen(member)} AND x."deletedAt" IS NULL`

// A "Link" `k` that somebody has brought, as far as the member may know
const visibleLinksSql = (member: Member) => sql`(k."teamId" = ${member.teamId}::uuid
  AND k."deletedAt" IS NULL AND EXISTS (SELECT FROM (${bringingSql(member)}) "brought"))`

const same = (name: string, alias: string, seen: (member: Member) => Prisma.Sql): Seen => {
  const [table, as] = [Prisma.raw(`"${name}"`), Prisma.raw(alias)]
  return (member) => sql`EXISTS (SELECT FROM ${table} ${as}
    WHERE ${as}."teamId" = x."teamId" AND ${as}."id" = x."id" AND ${seen(member)})`
}

const inThread: Seen = (member) => {
  const threads = Object.values(visibleThreadsSql(member)).map(
    (seen) => sql`EXISTS (SELECT FROM ${seen} AND th."id" = x."id")`,
  )
  return sql`${whole(member)} AND (${Prisma.join(threads, ' OR ')})`
}

const onNoteOrComment: Seen = (member) => sql`${whole(member)} AND (
  EXISTS (SELECT FROM "Annotation" a
          WHERE a."id" = x."annotationId" AND ${visibleAnnotationsSql(member)})
  OR EXISTS (SELECT FROM "Comment" co
             WHERE co."id" = x."commentId" AND ${visibleCommentsSql(member)}))`

/**
 * The tables of a team that travel, each after those it refers to (within one table a row may refer
 * to another). A test holds the list against the database, so that no new table is forgotten.
 */
export const travellingTables: Record<string, Seen> = {
  Membership: whole,
  File: (member) => sql`${whole(member)} AND (
    EXISTS (SELECT FROM "Attachment" p JOIN "Annotation" a ON a."id" = p."annotationId"
            WHERE p."teamId" = x."teamId" AND x."hash" IN (p."largeHash", p."smallHash")
              AND p."deletedAt" IS NULL AND ${visibleAnnotationsSql(member)})
    OR EXISTS (SELECT FROM "Recording" r JOIN "Session" s ON s."id" = r."sessionId"
               WHERE r."teamId" = x."teamId" AND r."hash" = x."hash" AND r."deletedAt" IS NULL
                 AND ${visibleSessionsSql(member)})
    OR EXISTS (SELECT FROM "Link" k WHERE k."pictureHash" = x."hash" AND ${visibleLinksSql(member)}))`,
  Conference: kept,
  Source: none,
  Track: inConference,
  Room: inConference,
  Speaker: inConference,
  Session: same('Session', 's', visibleSessionsSql),
  SessionRoom: onSession,
  SessionSpeaker: onSession,
  SourceItem: none,
  Transcript: live(onSession),
  TranscriptCue: (member) => sql`${whole(member)} AND EXISTS (
    SELECT FROM "Transcript" w JOIN "Session" s ON s."id" = w."sessionId"
    WHERE w."teamId" = x."teamId" AND w."id" = x."transcriptId" AND w."deletedAt" IS NULL
      AND ${visibleSessionsSql(member)})`,
  Recording: live(onSession),
  Link: same('Link', 'k', visibleLinksSql),
  Article: (member) => sql`${kept(member)} AND EXISTS (
    SELECT FROM "Link" k WHERE k."id" = x."linkId" AND ${visibleLinksSql(member)})`,
  ArticleVersion: (member) => sql`${whole(member)} AND EXISTS (
    SELECT FROM "Article" t WHERE t."id" = x."articleId" AND ${visibleArticlesSql(member)})`,
  Topic: same('Topic', 't', visibleTopicsSql),
  Annotation: same('Annotation', 'a', visibleAnnotationsSql),
  Attachment: live(onAnnotation),
  Citation: onAnnotation,
  Mention: onAnnotation,
  ReadingList: same('ReadingList', 'l', visibleListsSql),
  ListMember: onList,
  Section: live(onList),
  SmartList: (member) => sql`${kept(member)}
    AND (x."forTeam" OR x."createdById" = ${member.userId}::uuid)`,
  Entry: same('Entry', 'e', visibleEntriesSql),
  EntryNote: same('EntryNote', 'n', ownNotesSql),
  Follow: own,
  Progress: (member) => sql`EXISTS (SELECT FROM "Progress" p
    WHERE p.ctid = x.ctid AND ${ownProgressSql(member)})`,
  Interest: own,
  SummaryBlock: same('SummaryBlock', 'b', visibleBlocksSql),
  Recap: inConference,
  RecapSession: (member) => sql`${onSession(member)} AND ${inRecap(member)}`,
  RecapItem: (member) => sql`${inRecap(member)} AND (
    EXISTS (SELECT FROM "Annotation" a WHERE a."id" = x."annotationId"
              AND ${visibleAnnotationsSql(member)} AND a."audience" <> 'me')
    OR EXISTS (SELECT FROM "SummaryBlock" b WHERE b."id" = x."blockId"
                 AND ${visibleBlocksSql(member)}))`,
  Thread: inThread,
  Comment: same('Comment', 'co', visibleCommentsSql),
  CommentCitation: (member) => sql`${whole(member)}
    AND EXISTS (SELECT FROM "Link" k WHERE k."id" = x."linkId" AND ${visibleLinksSql(member)})
    AND EXISTS (SELECT FROM "Comment" co
                WHERE co."id" = x."commentId" AND ${visibleCommentsSql(member)})`,
  Revision: (member) => sql`EXISTS (SELECT FROM "Revision" r
    WHERE r."teamId" = x."teamId" AND r."id" = x."id"
      AND (${visibleTextsSql(member)} OR ${visibleRecapTextsSql(member)}
        OR EXISTS (SELECT FROM "SummaryBlock" b
                   WHERE b."id" = r."blockId" AND ${visibleBlocksSql(member)})))`,
  Reaction: onNoteOrComment,
  Visit: own,
  Share: none,
  Event: none,
  Notice: none,
  Import: none,
  BeforeImage: none,
}

/** Tables of a team that stay: what lets somebody in, who is there and what is done at the moment. */
export const stayingTables = ['ApiToken', 'ImportWork', 'Invitation', 'PickFeed', 'Presence']

/** Columns that never leave. */
export const secretColumns: Record<string, string[]> = { Share: ['tokenHash', 'passwordHash'] }

/** Columns that a member takes out of nobody's row, not even their own. */
export const privateColumns: Record<string, string[]> = {
  Membership: ['hidesInterests', 'noticesVersion'],
  // Somebody may have had a link for themselves, or in a list of a few, before others brought it
  Link: ['createdById', 'importId'],
}
