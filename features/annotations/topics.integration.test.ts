import { beforeEach, describe, expect, test } from 'vitest'
import { deleteSession } from '@/features/sessions/mutations'
import { getCompletions, getTopic } from '@/features/topics/queries'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { marksIn } from '@/lib/markdown'
import { createSession, createTeam } from '@/prisma/factories'
import { getMentioning } from './mentioning'
import {
  answerAnnotation,
  deleteAnnotation,
  editAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from './mutations'
import { editAnnotationInput, writeAnnotationInput } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let others: Cast
let sessionId: string

beforeEach(async () => {
  cast = await createTeam()
  others = await createTeam()
  sessionId = (await createSession(cast.team.id)).id
})

type Given = { audience?: 'me' | 'team'; session?: string; kind?: string }

async function annotate(author: Member, text: string, given: Given = {}) {
  const id = newId()
  const input = { id, session: sessionId, text, audience: 'team', ...given, picked: true }
  await writeAnnotation(author, writeAnnotationInput.parse(input))
  return id
}

async function rewrite(author: Member, id: string, text: string, audience: 'me' | 'team') {
  const { revision, kind } = await db.annotation.findFirstOrThrow({ where: { id } })
  await editAnnotation(author, editAnnotationInput.parse({ id, revision, text, kind, audience }))
}

const everybody = () => [
  ...Object.values(cast).filter((it): it is Member => 'kind' in it),
  others.owner,
]

/** Who learns of a topic anywhere (offered, by its address, by a count), by role; all must agree. */
async function knownTo(name: string) {
  const topic = await db.topic.findFirstOrThrow({
    where: { teamId: cast.team.id, normalisedName: name },
  })
  const known: string[] = []
  for (const member of everybody()) {
    const { topics } = await getCompletions(member)
    const offered = topics.some((it) => it.toLowerCase() === name)
    const found = (await getTopic(member, topic.id)) !== null
    const { total, annotations } = await getMentioning(member, topic.id, 1)
    expect([found, total > 0, annotations.length], `${name} for ${member.role}`).toEqual([
      offered,
      offered,
      total,
    ])
    if (offered) known.push(member === others.owner ? 'foreigner' : member.role)
  }
  return known.sort().join(' ')
}

const team = 'commenter editor owner viewer'

describe('a topic', () => {
  test('is made with the annotation, once, however it is spelled, in the team alone', async () => {
    await annotate(cast.editor, 'About #Cloud-Native and #etcd, #123, `#code`')
    await annotate(cast.owner, '#cloud_native again, #ETCD too\n\n# heading')
    const topics = await db.topic.findMany({ where: { teamId: cast.team.id } })
    expect(topics.map(({ name, slug }) => `${name} ${slug}`).sort()).toEqual([
      'Cloud-Native cloud-native',
      'etcd etcd',
    ])
    expect(await knownTo('cloud-native')).toBe(team)
    expect(await db.topic.count({ where: { teamId: others.team.id } })).toBe(0)
  })

  test('follows its annotation through audiences and the trash', async () => {
    const id = await annotate(cast.editor, 'My idea: #secret-plan', { audience: 'me' })
    expect(await knownTo('secret-plan')).toBe('editor')
    await rewrite(cast.editor, id, 'My idea: #secret-plan', 'team')
    expect(await knownTo('secret-plan')).toBe(team)
    await deleteAnnotation(cast.editor, id)
    expect(await knownTo('secret-plan')).toBe('')
    await restoreAnnotation(cast.editor, id)
    expect(await knownTo('secret-plan')).toBe(team)
    await rewrite(cast.editor, id, 'My idea: #secret-plan', 'me')
    expect(await knownTo('secret-plan')).toBe('editor')
    await rewrite(cast.editor, id, 'My idea', 'me')
    expect(await knownTo('secret-plan')).toBe('')
  })

  test('goes with the session of its only annotation', async () => {
    await annotate(cast.editor, '#服务网格 不错')
    expect(await knownTo('服务网格')).toBe(team)
    await deleteSession(cast.editor, sessionId)
    expect(await knownTo('服务网格')).toBe('')
  })

  test('that two people keep for themselves tells neither of the other', async () => {
    await annotate(cast.editor, '#Secret_PLAN', { audience: 'me' })
    await annotate(cast.viewer, '#secret-plan', { audience: 'me' })
    expect(await knownTo('secret-plan')).toBe('editor viewer')
    const { id, name } = await db.topic.findFirstOrThrow({ where: { teamId: cast.team.id } })
    // Neither a spelling nor, as a UUIDv7 has it, a time
    expect([name, id[14]]).toEqual(['secret-plan', '4'])
    const seen = await getMentioning(cast.viewer, id, 1)
    expect(seen.annotations.map(({ authorId }) => authorId)).toEqual([cast.viewer.userId])
    await annotate(cast.owner, '#Secret-Plan')
    expect((await getTopic(cast.viewer, id))?.name).toBe('Secret-Plan')
    expect((await getMentioning(cast.owner, id, 1)).total).toBe(1)
    expect((await getMentioning(cast.viewer, id, 1)).total).toBe(2)
  })

  test('in an answer belongs to the question, and goes when neither says it', async () => {
    const id = await annotate(cast.editor, 'Which store?', { kind: 'question' })
    await answerAnnotation(cast.owner, { id, revision: 1, text: '#etcd' })
    expect(await knownTo('etcd')).toBe(team)
    await answerAnnotation(cast.owner, { id, revision: 2, text: 'None' })
    expect(await knownTo('etcd')).toBe('')
  })

  test('is made once by many who write at once', async () => {
    const sessions = await Promise.all(
      Array.from({ length: 6 }, () => createSession(cast.team.id).then(({ id }) => id)),
    )
    const tags = ['#a #b #c #d', '#d #c #b #a']
    await Promise.all(
      sessions.map((session, n) => annotate(cast.editor, tags[n % 2] ?? '', { session })),
    )
    expect(await db.topic.count({ where: { teamId: cast.team.id } })).toBe(4)
    expect(await db.mention.count({ where: { teamId: cast.team.id } })).toBe(24)
  })
})

test('the page of a topic names the talk of each annotation, the newest first, forty a page', async () => {
  const other = await createSession(cast.team.id, { title: 'Another talk' })
  for (let n = 1; n <= 40; n++) await annotate(cast.editor, `#etcd ${n}`)
  await annotate(cast.owner, 'Last, @Edda Editor: #etcd', { session: other.id })
  const { id } = await db.topic.findFirstOrThrow({ where: { teamId: cast.team.id } })
  const first = await getMentioning(cast.viewer, id, 1)
  expect([first.annotations.length, first.total, first.more]).toEqual([40, 41, true])
  const [newest] = first.annotations
  expect(newest?.place.title).toBe('Another talk')
  expect(newest?.names).toEqual({ [cast.editor.userId]: 'Edda Editor' })
  expect(marksIn(newest?.html ?? null, 'topic')).toEqual([id])
  const second = await getMentioning(cast.viewer, id, 2)
  expect([second.annotations.length, second.more]).toEqual([1, false])
})

test('whom one can mention: everybody else who is here', async () => {
  await db.membership.updateMany({
    where: { teamId: cast.team.id, userId: cast.viewer.userId },
    data: { leftAt: new Date() },
  })
  const { people } = await getCompletions(cast.editor)
  expect(people.map(({ written }) => written)).toEqual(['Carl Commenter', 'Olga Owner'])
  expect(JSON.stringify(people)).not.toContain('@')
})
