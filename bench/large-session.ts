import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { type Author, authors } from '@/prisma/demo/notes'
import { panelTalk, panelTranscript } from '@/prisma/demo/panel'
import { annotate, must, transcribe } from '@/prisma/demo/write'
import { createConference, createMember, createSession, createTeam } from '@/prisma/factories'
import { cookieOf } from './data'

/** The demo's largest session in a team of its own: 300 annotations, 200 comments, 1,500 cues. */
export async function seedLargeSession() {
  const { team, owner } = await createTeam({ name: 'Large' })
  const members: [Author, Member][] = []
  for (const name of authors) members.push([name, await createMember(team.id, 'editor', { name })])
  const conference = await createConference(team.id, { title: 'Large Days' })
  const { title } = panelTalk
  const talk = await createSession(team.id, { conferenceId: conference.id, title })
  const people = Object.fromEntries(members) as Record<Author, Member>
  await annotate(people, panelTalk, new Map([[title, talk.id]]))
  await transcribe(people.wei, talk.id, panelTranscript())
  const edited = must(await db.annotation.findFirst({ where: { sessionId: talk.id } }))
  const author = must(members.find(([, { userId }]) => userId === edited.authorId)?.[1])
  await db.$executeRaw`ANALYZE`
  return { team, talk, edited: { id: edited.id, author }, cookie: await cookieOf(owner) }
}

export type LargeSession = Awaited<ReturnType<typeof seedLargeSession>>
