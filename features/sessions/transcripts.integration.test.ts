import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { updateSession } from './mutations'
import { describePassage, type Passage, textHash } from './passage'
import { getSession, getSessionToEdit } from './queries'
import { attachTranscriptInput, sessionInput } from './schema'
import {
  attachTranscript,
  getSessionPlace,
  getTranscript,
  removeTranscript,
  restoreTranscript,
} from './transcripts'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

const talk = 'WEBVTT\n\n00:01.000 --> 00:04.000\nWe sandbox every tenant in its own process.\n'
const input = (text: string, given: object = {}) =>
  attachTranscriptInput.parse({ session: session.id, text, ...given })
const shown = () => getTranscript(cast.viewer, session.id)
const current = async () => (await shown()).current

async function annotate(exact: string, target: Passage['target'], text: string, audience = 'team') {
  const at = text.indexOf(exact)
  const selector = describePassage(text, at, at + exact.length)
  const passage = { target, ...selector, hash: textHash(text) }
  const given = { passage, audience: audience as 'team' | 'me' }
  return (await createAnnotation(cast.editor, session, given)).id
}
const passageOf = async (id: string) => {
  const where = { teamId_id: { teamId: cast.team.id, id } }
  return (await db.annotation.findUniqueOrThrow({ where })).passage as Passage | null
}

test('editors attach, everybody of the team reads, and nobody else', async () => {
  await attachTranscript(cast.editor, input(talk, { fileName: 'talk.vtt', language: 'en' }))
  const other = await createTeam({ name: 'Another team' })
  for (const role of ['viewer', 'commenter', 'editor', 'owner'] as const) {
    expect((await getTranscript(cast[role], session.id)).current).toMatchObject({
      fileName: 'talk.vtt',
      revision: 1,
      paragraphs: [{ fromMs: 1000, text: 'We sandbox every tenant in its own process.' }],
    })
  }
  expect(await getTranscript(other.owner, session.id)).toEqual({ current: null, trashed: null })
  expect(await getSessionPlace(other.owner, session.id)).toBe(null)
  const id = (await current())?.id ?? ''
  for (const who of [cast.viewer, cast.commenter]) {
    const refusal = { code: 'FORBIDDEN' }
    await expect(attachTranscript(who, input('Other words'))).rejects.toMatchObject(refusal)
    await expect(removeTranscript(who, id)).rejects.toMatchObject(refusal)
    await expect(restoreTranscript(who, id)).rejects.toMatchObject(refusal)
  }
  const missing = { code: 'NOT_FOUND' }
  await expect(attachTranscript(other.owner, input('Other'))).rejects.toMatchObject(missing)
  await expect(removeTranscript(other.owner, id)).rejects.toMatchObject(missing)
  await expect(restoreTranscript(other.owner, id)).rejects.toMatchObject(missing)
  expect((await current())?.id).toBe(id)
})

test('the same twice is one; what somebody has not seen is not replaced', async () => {
  await attachTranscript(cast.editor, input(talk))
  await attachTranscript(cast.editor, input(talk))
  const id = (await current())?.id
  expect(await db.transcript.count({ where: { teamId: cast.team.id } })).toBe(1)
  await expect(attachTranscript(cast.owner, input('Other words'))).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  await attachTranscript(cast.owner, input('Other words', { replaces: id }))
  expect(await shown()).toMatchObject({
    current: { revision: 2, plain: 'Other words' },
    trashed: { id },
  })
  await expect(attachTranscript(cast.owner, input('No text\0'))).rejects.toMatchObject({
    fieldErrors: { text: 'sessions.transcript.problems.notText' },
  })
  const both = ['First of two', 'Second of two'].map((text) =>
    attachTranscript(cast.editor, input(text, { replaces: '' })).catch(() => null),
  )
  await Promise.all(both)
  expect(await db.transcript.count({ where: { teamId: cast.team.id, deletedAt: null } })).toBe(1)
})

test('passages move with a new transcript, wait for it to come back, and are never dropped', async () => {
  await attachTranscript(cast.editor, input(talk))
  const first = await current()
  const plain = first?.plain ?? ''
  const shared = await annotate('sandbox every tenant', 'transcript', plain)
  const secret = await annotate('own process', 'transcript', plain, 'me')
  const before = await passageOf(shared)

  const longer = `Good morning everybody.\n\n${plain.replace('own', 'very own')}`
  await attachTranscript(cast.owner, input(longer, { replaces: first?.id }))
  const moved = await passageOf(shared)
  expect(moved).toMatchObject({
    exact: 'sandbox every tenant',
    hash: textHash((await current())?.plain ?? ''),
  })
  expect((await current())?.plain.slice(moved?.start, moved?.end)).toBe('sandbox every tenant')
  expect((await passageOf(secret))?.lost).toBeUndefined()

  const second = (await current())?.id
  await attachTranscript(cast.owner, input('Something else altogether', { replaces: second }))
  expect(await passageOf(shared)).toMatchObject({ exact: 'sandbox every tenant', lost: true })
  await removeTranscript(cast.editor, (await current())?.id ?? '')
  expect(await passageOf(secret)).toMatchObject({ exact: 'own process', lost: true })
  await restoreTranscript(cast.editor, first?.id ?? '')
  expect(await passageOf(shared)).toEqual(before)
  expect((await current())?.id).toBe(first?.id)
  const verbs = await db.event.findMany({ where: { teamId: cast.team.id, subjectId: session.id } })
  expect(verbs.map(({ verb }) => verb)).toEqual(Array(5).fill('edited'))
})

test('an edited abstract takes its passages along', async () => {
  const save = async (abstract: string) => {
    const it = await getSessionToEdit(cast.editor, session.id)
    const { day, ...typed } = it?.typed ?? { day: '' }
    const fields = { ...typed, day, id: session.id, revision: it?.revision, abstract }
    await updateSession(cast.editor, sessionInput.parse({ ...fields, cancelled: undefined }))
    return (await getSession(cast.viewer, session.id))?.abstractPlain ?? ''
  }
  const before = await save('隔离是不够的。\n\nThree mechanisms carry the **weight**.')
  const id = await annotate('Three mechanisms carry the weight', 'abstract', before)
  const one = await annotate('离', 'abstract', before)
  const after = await save('New: 隔离是不够的。 \n\nThe three mechanisms carry *all* the weight.')
  const moved = await passageOf(id)
  expect(after.slice(moved?.start, moved?.end)).toMatch(/three mechanisms carry all the weight/)
  expect((await passageOf(one))?.start).toBe(after.indexOf('离'))
  await save('')
  expect(await passageOf(id)).toMatchObject({
    lost: true,
    exact: 'Three mechanisms carry the weight',
  })
})
