import 'server-only'
import { cache } from 'react'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import type { AnnotationKind } from '@/prisma/generated/client'
import { type AnnotationPlace, placeOf, placeSelect } from './place'
import { ownTrashedAnnotations, visibleAnnotations } from './policy'

// Annotations seen from elsewhere: each with the talk or the article on which it stands.

/** What a thread or a link needs to know of an annotation; null when it cannot be seen. */
export const getAnnotation = cache(async (member: Member, id: string) => {
  const row = await db.annotation.findFirst({
    where: { ...visibleAnnotations(member), id },
    relationLoadStrategy: 'join',
    select: { id: true, kind: true, audience: true, authorId: true, ...placeSelect },
  })
  const place = row && placeOf(row)
  return place ? { ...row, place } : null
})

/** What an annotation stands on, also when it is one's own in the trash. */
export async function getAnnotationPlace(member: Member, id: string) {
  const row = await db.annotation.findFirst({
    where: { OR: [visibleAnnotations(member), ownTrashedAnnotations(member)], id },
    relationLoadStrategy: 'join',
    select: placeSelect,
  })
  return row && placeOf(row)
}

/** The follow-ups that wait for the member: given to them, or their own and given to nobody. */
export async function getMyOpenFollowUps(member: Member, take = 20) {
  const { userId } = member
  const rows = await db.annotation.findMany({
    where: {
      AND: [visibleAnnotations(member)],
      kind: 'follow_up',
      closedAt: null,
      OR: [{ ownerId: userId }, { ownerId: null, authorId: userId }],
    },
    relationLoadStrategy: 'join',
    select: { id: true, bodyPlain: true, dueOn: true, authorId: true, ...placeSelect },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
    take,
  })
  return rows.flatMap(({ session, article, bodyPlain, ...row }) => {
    const place = placeOf({ session, article })
    return place ? [{ ...row, place, title: preview(bodyPlain) }] : []
  })
}

/** Plain previews of those annotations that the member sees, by id; for the inbox and activity. */
export async function getAnnotationTitles(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, AnnotationTitle>()
  const rows = await db.annotation.findMany({
    where: { ...visibleAnnotations(member), id: { in: ids } },
    relationLoadStrategy: 'join',
    select: { id: true, kind: true, bodyPlain: true, authorId: true, ...placeSelect },
  })
  return new Map<string, AnnotationTitle>(
    rows.flatMap(({ bodyPlain, session, article, ...row }) => {
      const place = placeOf({ session, article })
      return place ? [[row.id, { ...row, place, title: preview(bodyPlain) }] as const] : []
    }),
  )
}

export type AnnotationTitle = {
  id: string
  kind: AnnotationKind
  /** The first 120 characters; '' for a gap or photo slot without words */
  title: string
  authorId: string
  place: AnnotationPlace
}

function preview(plain: string): string {
  const line = Array.from(plain.replace(/\s+/g, ' '))
  return line.length > 120 ? `${line.slice(0, 119).join('')}…` : line.join('')
}
