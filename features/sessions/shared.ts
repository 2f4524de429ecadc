import 'server-only'
import type { Visitor } from '@/lib/actor'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { withoutInnerLinks } from '@/lib/markdown'
import { sharedSessions } from './policy'

/** The session whose notes a share opens, without ids. */
export async function getSharedSession(visitor: Visitor) {
  const session = await db.session.findFirst({
    where: sharedSessions(visitor),
    relationLoadStrategy: 'join',
    select: {
      title: true,
      subtitle: true,
      abstractHtml: true,
      startsAt: true,
      endsAt: true,
      day: true,
      updatedAt: true,
      conference: { select: { title: true, zone: true } },
      rooms: {
        select: { room: { select: { name: true } } },
        orderBy: [{ room: { position: 'asc' } }, { room: { name: 'asc' } }],
      },
      speakers: {
        select: { speaker: { select: { name: true, organisation: true } } },
        orderBy: { position: 'asc' },
      },
    },
  })
  if (!session) return null
  const { day, rooms, speakers, abstractHtml, ...rest } = session
  return {
    ...rest,
    abstractHtml: withoutInnerLinks(abstractHtml, env.PUBLIC_URL),
    day: day?.toISOString().slice(0, 10) ?? null,
    rooms: rooms.map(({ room }) => room.name),
    speakers: speakers.map(({ speaker }) => speaker),
  }
}

export type SharedSession = NonNullable<Awaited<ReturnType<typeof getSharedSession>>>
