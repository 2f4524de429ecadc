import 'server-only'
import { readTexts, teamHistory } from '@/features/annotations/texts'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { editIntroduction, saveDay } from './mutations'
import { canEditRecaps, visibleRecaps, visibleRecapTexts, visibleRecapTextsSql } from './policy'
import type { Restore } from './schema'

const nobody = { bodySource: '', revision: 0 }

/**
 * What the introduction of a conference's recap has said, or with a talk the line on that, newest
 * first; null where there is no such recap or talk. Two statements.
 */
export async function getRecapHistory(
  member: Member,
  conferenceId: string,
  talk: string | null,
  page: number,
) {
  const of = talk ? Prisma.sql`r."sessionId" = ${talk}::uuid` : Prisma.sql`r."sessionId" IS NULL`
  const [recap, found] = await Promise.all([
    db.recap.findFirst({
      where: { ...visibleRecaps(member), conferenceId },
      relationLoadStrategy: 'join',
      include: {
        conference: {
          include: {
            sessions: {
              where: { ...visibleSessions(member), id: talk ?? conferenceId },
              select: { title: true },
            },
          },
        },
        sessions: { where: { sessionId: talk ?? conferenceId } },
      },
    }),
    readTexts(
      member,
      Prisma.sql`${visibleRecapTextsSql(member)} AND ${of} AND EXISTS (SELECT FROM "Recap" p
        WHERE p."id" = r."recapId" AND p."conferenceId" = ${conferenceId}::uuid)`,
      page,
    ),
  ])
  const session = recap?.conference.sessions[0] ?? null
  if (!recap || (talk && !session)) return null
  const now = talk ? (recap.sessions[0] ?? nobody) : recap
  const history = teamHistory(member, { ...now, id: recap.id }, found, canEditRecaps(member))
  return { ...history, conference: recap.conference, session }
}

/**
 * Makes an earlier text the latest again, as an edit does, where nobody has changed it since the
 * given revision; answers of which conference.
 */
export async function restoreText(member: Member, input: Restore): Promise<string> {
  const { recap, talk, revision, text: id } = input
  const earlier = await db.revision.findFirst({
    where: { ...visibleRecapTexts(member), recapId: recap, sessionId: talk, id },
    relationLoadStrategy: 'join',
    include: { recap: { select: { conferenceId: true } } },
  })
  if (!earlier?.recap) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { bodySource: text } = earlier
  const nothing = { act: null, shown: [], chosen: [], order: [] }
  try {
    if (talk) {
      const lines = [{ session: talk, text, seen: revision }]
      await saveDay(member, { recap, ...nothing, lines })
    } else await editIntroduction(member, { recap, revision, text })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
    throw new AppError('CONFLICT', 'recaps.changedSince')
  }
  return earlier.recap.conferenceId
}
