import 'server-only'
import { setAudience } from '@/features/annotations/audience'
import { visibleAnnotations } from '@/features/annotations/policy'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Audience } from '@/prisma/generated/client'
import { canEditRecaps, visibleRecaps } from './policy'
import type { Left } from './schema'

/**
 * Shows those of the member's own chosen notes to everybody that are for the team: nobody else can.
 * Answers which, and as what revisions, so that all of it can be taken back.
 */
export async function openOwnNotes(member: Member, recapId: string): Promise<Left[]> {
  if (!canEditRecaps(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  const where = { ...visibleRecaps(member), id: recapId }
  const recap = await db.recap.findFirst({ where, select: { conferenceId: true } })
  if (!recap) throw new AppError('NOT_FOUND', 'errors.notFound')
  const own = await db.annotation.findMany({
    where: {
      ...visibleAnnotations(member),
      ...{ authorId: member.userId, audience: 'team', recaps: { some: { recapId } } },
      session: { conferenceId: recap.conferenceId, cancelledAt: null },
    },
    select: { id: true, revision: true },
  })
  return changeAll(member, own, 'public')
}

/**
 * Takes that back: the notes are for the team again, but those that have been changed since, or are
 * gone, stay as they are.
 */
export async function takeBackNotes(member: Member, notes: Left[]) {
  const own = await db.annotation.findMany({
    where: {
      ...visibleAnnotations(member),
      ...{ authorId: member.userId, audience: 'public', id: { in: notes.map(({ id }) => id) } },
    },
    select: { id: true },
  })
  const there = new Set(own.map(({ id }) => id))
  const open = notes.filter(({ id }) => there.has(id))
  const count = (await changeAll(member, open, 'team')).length
  return { count, kept: notes.length - count }
}

/** Each as it was seen; what somebody has changed since, or changes now, stays as they leave it. */
async function changeAll(member: Member, notes: Left[], audience: Audience): Promise<Left[]> {
  const changed: Left[] = []
  for (const { id, revision } of notes) {
    try {
      await setAudience(member, { id, revision, audience })
      changed.push({ id, revision: revision + 1 })
    } catch (error) {
      if (!(error instanceof AppError) || !['CONFLICT', 'NOT_FOUND'].includes(error.code))
        throw error
    }
  }
  return changed
}
