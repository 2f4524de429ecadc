import 'server-only'
import { v4 } from 'uuid'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { newId, slugify } from '@/lib/ids'
import { marksIn, peopleIn, type Rendered, readMarkdown, renderMarkdown } from '@/lib/markdown'
import type { Audience } from '@/prisma/generated/client'
import { markReader, nameKey, normaliseTopic } from './marks'
import { sharedTopicsSql } from './policy'

// What writing `@Ada` and `#etcd` does; each runs inside the transaction that writes the words.

/** Distinct topics of one text; what comes after them stays words. */
const mostTopics = 50

type Words = {
  source: string
  audience: Audience
  /** Whether a new #tag makes a topic, or only those that the team has are linked */
  topics: 'make' | 'known'
  /** What it replaces: whom that mentions can be meant still, when they have left or changed their name */
  before?: { html: string; plain: string } | null
}

/** Markdown as it is stored, with the people and topics of the team marked. */
export async function renderWords(member: Member, tx: Transaction, it: Words): Promise<Rendered> {
  const { source, audience, topics, before = null } = it
  if (!/[@#]/.test(source)) return renderMarkdown(source)
  const people = source.includes('@') ? await whoCanBeMeant(member, tx, before) : []
  const read = readMarkdown(source, markReader(people))
  const written = new Map<string, string>()
  for (const { type, key } of read.marks) {
    const name = normaliseTopic(key)
    if (type === 'topic' && !written.has(name)) written.set(name, key)
  }
  // In one order, so that two writers of the same new topics do not wait for each other
  const names = [...written].slice(0, mostTopics).sort(([a], [b]) => (a < b ? -1 : 1))
  if (names.length > 0 && topics === 'make') await makeTopics(member, tx, names, audience)
  const ids = await topicIds(member, tx, [...written.keys()], topics)
  return read.render(({ type, key }) =>
    type === 'person' ? key : (ids.get(normaliseTopic(key)) ?? null),
  )
}

async function whoCanBeMeant(member: Member, tx: Transaction, before: Words['before']) {
  const meant = before ? peopleIn(before) : []
  const rows = await tx.membership.findMany({
    where: {
      teamId: member.teamId,
      OR: [{ leftAt: null }, { userId: { in: meant.map(({ id }) => id) } }],
    },
    select: { userId: true, user: { select: { name: true } } },
    relationLoadStrategy: 'join',
  })
  const people = rows.map(({ userId, user }) => ({ id: userId, name: user.name }))
  const earlier = meant.map(({ id, words }) => ({ id, name: words.slice(1) }))
  const names = [...people, ...earlier].map((it) => [it.id + nameKey(it.name), it] as const)
  return [...new Map(names).values()]
}

type Named = [normalisedName: string, written: string]

async function makeTopics(member: Member, tx: Transaction, names: Named[], audience: Audience) {
  const { teamId } = member
  await tx.topic.createMany({
    data: names.map(([name]) => ({
      ...{ teamId, id: v4(), slug: slugify(name), name },
      normalisedName: name,
    })),
    skipDuplicates: true,
  })
  if (audience === 'me') return
  for (const [name, written] of names) {
    if (written === name) continue
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Topic" t SET "name" = ${written}
      WHERE t."teamId" = ${teamId}::uuid AND t."normalisedName" = ${name}
        AND t."name" = t."normalisedName" AND NOT ${sharedTopicsSql(member)}`)
  }
}

async function topicIds(
  member: Member,
  tx: Transaction,
  names: string[],
  which: Words['topics'],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const seen = which === 'known' ? sharedTopicsSql(member) : Prisma.sql`true`
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>(Prisma.sql`
    SELECT t."id", t."normalisedName" AS "name" FROM "Topic" t
    WHERE t."teamId" = ${member.teamId}::uuid
      AND t."normalisedName" = ANY(${names.slice(0, mostTopics)}::text[]) AND ${seen}`)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

/** Ties an annotation to the topics that its HTML (and that of its answer) marks, and to no others. */
export async function keepMentions(
  member: Member,
  tx: Transaction,
  annotationId: string,
  { html, before }: { html: string; before: string },
): Promise<void> {
  const { teamId } = member
  const [now, earlier] = [marksIn(html, 'topic'), marksIn(before, 'topic')]
  const gone = earlier.filter((id) => !now.includes(id))
  const come = now.filter((id) => !earlier.includes(id))
  if (gone.length > 0) {
    await tx.mention.deleteMany({ where: { teamId, annotationId, topicId: { in: gone } } })
  }
  if (come.length > 0) {
    await tx.mention.createMany({
      data: come.map((topicId) => ({ teamId, id: newId(), topicId, annotationId })),
      skipDuplicates: true,
    })
  }
}

type Shown = { html: string; audience: Audience }

/** Who is told that a text mentions them: those who can read it and were not told of it before. */
export function mentioned(now: Shown, before: Shown | null = null) {
  const told = before && before.audience !== 'me' ? marksIn(before.html, 'person') : []
  const all = now.audience === 'me' ? [] : marksIn(now.html, 'person')
  return { kind: 'mention' as const, userIds: all.filter((id) => !told.includes(id)) }
}
