import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'
import { v4 } from 'uuid'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { newId, slugify } from '@/lib/ids'
import {
  marksIn,
  peopleIn,
  type Read,
  type Rendered,
  readMarkdown,
  renderMarkdown,
} from '@/lib/markdown'
import type { Audience } from '@/prisma/generated/client'
import { markReader, nameKey, normaliseTopic } from './marks'
import { sharedTopicsSql } from './policy'

// What writing `@Ada` and `#etcd` does; each runs inside the transaction that writes the words.

/** Distinct topics of one text; what comes after them stays words. */
const mostTopics = 50
const renderedAtOnce = 50

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
  const linked = [...written.keys()].slice(0, mostTopics)
  const ids = await topicIds(member, tx, linked, topics)
  return read.render(({ type, key }) =>
    type === 'person' ? key : (ids.get(normaliseTopic(key)) ?? null),
  )
}

/** A text on its way in, with others. */
export type ManyWords = Pick<Words, 'source' | 'audience'>
type NewTopic = { id: string; name: string; written: string; shared: boolean }
/** Rendered texts, and the topics that `keepTopics` has to make for them. */
export type ManyRendered = { texts: Rendered[]; topics: NewTopic[] }

/**
 * The same of many texts, before the transaction that writes them, since rendering takes longer than
 * writing: a few at a time, since others wait for this process too. Two statements at most.
 */
export async function renderMany(
  member: Member,
  texts: ManyWords[],
  tell: (done: number, total: number) => void = () => {},
): Promise<ManyRendered> {
  const marked = texts.some(({ source }) => source.includes('@'))
  const people = marked ? await whoCanBeMeant(member, db, null) : []
  const reader = markReader(people)
  const reads: (Rendered | Read)[] = []
  for (const [at, { source }] of texts.entries()) {
    if (at % renderedAtOnce === 0) {
      tell(at, texts.length)
      await breathe()
    }
    reads.push(/[@#]/.test(source) ? readMarkdown(source, reader) : renderMarkdown(source))
  }
  const wanted = new Map<string, NewTopic>()
  const named = reads.map((read, at) => {
    const own = new Set<string>()
    for (const { type, key } of 'marks' in read ? read.marks : []) {
      const name = normaliseTopic(key)
      if (type !== 'topic' || own.size >= mostTopics) continue
      own.add(name)
      const shared = texts[at]?.audience !== 'me'
      const topic = wanted.get(name) ?? { id: v4(), name, written: key, shared: false }
      // A spelling tells who wrote it: of those that only their writer sees none is taken
      if (shared && !topic.shared) Object.assign(topic, { written: key, shared })
      wanted.set(name, topic)
    }
    return own
  })
  const known = await topicIds(member, db, [...wanted.keys()], 'make')
  for (const topic of wanted.values()) topic.id = known.get(topic.name) ?? topic.id
  const rendered: Rendered[] = []
  for (const [at, read] of reads.entries()) {
    if (!('marks' in read)) {
      rendered.push(read)
      continue
    }
    if (at % renderedAtOnce === 0) await breathe()
    const linked = read.render(({ type, key }) => {
      if (type === 'person') return key
      const name = normaliseTopic(key)
      return (named[at]?.has(name) && wanted.get(name)?.id) || null
    })
    rendered.push(linked)
  }
  return { texts: rendered, topics: [...wanted.values()] }
}

/** Makes the topics of rendered texts, and puts right those that others have made meanwhile. */
export async function keepTopics(
  member: Member,
  tx: Transaction,
  { texts, topics }: ManyRendered,
): Promise<Rendered[]> {
  if (topics.length === 0) return texts
  const { teamId } = member
  const sorted = topics.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  await tx.topic.createMany({
    data: sorted.map(({ id, name }) => {
      return { teamId, id, slug: slugify(name), name, normalisedName: name }
    }),
    skipDuplicates: true,
  })
  const shared = sorted.filter((one) => one.shared && one.written !== one.name)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Topic" t SET "name" = g."written"
    FROM unnest(${shared.map(({ name }) => name)}::text[],
                ${shared.map(({ written }) => written)}::text[]) g("name", "written")
    WHERE t."teamId" = ${teamId}::uuid AND t."normalisedName" = g."name"
      AND t."name" = t."normalisedName" AND NOT ${sharedTopicsSql(member)}`)
  const names = sorted.map(({ name }) => name)
  const ids = await topicIds(member, tx, names, 'make')
  const moved = sorted.filter(({ id, name }) => ids.get(name) !== id)
  if (moved.length === 0) return texts
  return texts.map((text) => {
    let { html } = text
    for (const { id, name } of moved) html = html.replaceAll(id, ids.get(name) ?? id)
    return { ...text, html }
  })
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
      AND t."normalisedName" = ANY(${names}::text[]) AND ${seen}`)
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

/** Ties many new annotations to the topics that their HTML marks. */
export async function keepManyMentions(
  { teamId }: Member,
  tx: Transaction,
  annotations: { id: string; html: string }[],
): Promise<void> {
  const rows = annotations.flatMap(({ id: annotationId, html }) =>
    marksIn(html, 'topic').map((topicId) => ({ id: newId(), topicId, annotationId })),
  )
  if (rows.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Mention" ("teamId", "id", "topicId", "annotationId")
    SELECT ${teamId}::uuid, r."id", r."topicId", r."annotationId"
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      r("id" uuid, "topicId" uuid, "annotationId" uuid)`)
}
