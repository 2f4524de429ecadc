import { beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { getHistory, restoreRevision, saveAnswer, saveEdit, setAside } from './history'
import {
  answerAnnotation,
  assignAnnotation,
  deleteAnnotation,
  editAnnotation,
  writeAnnotation,
} from './mutations'
import { getAnnotations } from './queries'
import { answerInput, putAnnotationInput, type SentEdit, writeAnnotationInput } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

type Given = { kind?: string; audience?: 'me' | 'team' | 'public'; owner?: string }

async function write(member: Member, text: string, given: Given = {}) {
  const input = { id: newId(), session: session.id, text, audience: 'team', ...given }
  return (await writeAnnotation(member, writeAnnotationInput.parse(input))).id
}
const edit = (member: Member, id: string, revision: number, text: string, given: Given = {}) =>
  editAnnotation(member, sent({ id, revision, text, ...given }))
const sent = (
  given: Given & { id: string; revision: number; text: string; [more: string]: unknown },
) => putAnnotationInput.parse({ audience: 'team', ...given }) as SentEdit
const row = (id: string) =>
  db.annotation.findUniqueOrThrow({ where: { teamId_id: { teamId: cast.team.id, id } } })
const texts = async (member: Member, id: string) =>
  (await getHistory(member, session.id, id, 1))?.texts ?? null
/** Each text with the one it is compared to. */
const told = async (member: Member, id: string) =>
  (await texts(member, id))?.map(({ body, before }) => [body, before?.body ?? null]) ?? null
const textOf = async (member: Member, id: string, body: string) => {
  const found = (await texts(member, id))?.find((it) => it.body === body)
  if (!found) throw new Error(`no text ${body}`)
  return found.id
}
const past = async (member: Member) =>
  (await getAnnotations(member, session.id)).annotations.map((it) => it.past)
const others = () => [cast.owner, cast.commenter, cast.viewer]

describe('who sees which text', () => {
  test('what was for oneself stays so after widening, and nothing is compared with it', async () => {
    const { editor } = cast
    const id = await write(editor, 'Secret one', { audience: 'me' })
    await edit(editor, id, 1, 'Secret two', { audience: 'me' })
    await edit(editor, id, 2, 'For the team')
    await edit(editor, id, 3, 'Secret three', { audience: 'me' })
    await edit(editor, id, 4, 'For the team again')

    for (const member of others()) {
      expect(await told(member, id)).toEqual([
        ['For the team again', 'For the team'],
        ['For the team', null],
      ])
      expect(JSON.stringify(await texts(member, id))).not.toContain('Secret')
      // Nor that there was anything: the texts for oneself cause no change of audience to be told of
      expect((await texts(member, id))?.map((it) => it.before?.audience)).toEqual([
        'team',
        undefined,
      ])
    }
    expect(await told(editor, id)).toEqual([
      ['For the team again', 'Secret three'],
      ['Secret three', 'For the team'],
      ['For the team', 'Secret two'],
      ['Secret two', 'Secret one'],
      ['Secret one', null],
    ])
  })

  test('an annotation that was taken back from the team has no history for others', async () => {
    const { editor } = cast
    const id = await write(editor, 'For the team')
    await edit(editor, id, 1, 'Mine again', { audience: 'me' })
    for (const member of others()) expect(await told(member, id)).toBeNull()
    expect(await told(editor, id)).toHaveLength(2)
  })

  test('another team, another session, the trash: not found', async () => {
    const { editor } = cast
    const id = await write(editor, 'For the team')
    const { owner } = await createTeam({ name: 'Another team' })
    expect(await told(owner, id)).toBeNull()
    const elsewhere = await createSession(cast.team.id)
    expect(await getHistory(editor, elsewhere.id, id, 1)).toBeNull()
    await deleteAnnotation(editor, id)
    for (const member of [editor, ...others()]) expect(await told(member, id)).toBeNull()
  })

  test('a card says that it was edited to those who can see what it said', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Secret', { audience: 'me' })
    await edit(editor, id, 1, 'For the team')
    expect(await past(editor)).toEqual([true])
    for (const member of others()) expect(await past(member)).toEqual([false])
    await edit(editor, id, 2, 'For the team, better')
    for (const member of others()) expect(await past(member)).toEqual([true])

    // A promise given to somebody is a change, but not of the text
    const task = await write(editor, 'Try it', { kind: 'follow_up' })
    await assignAnnotation(owner, { id: task, revision: 1, owner: owner.userId, due: null })
    expect(await past(owner)).toEqual([true, false])
  })

  test('answers are compared with answers, and say who gave them', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Why?', { kind: 'question' })
    await answerAnnotation(owner, { id, revision: 1, text: 'Because' })
    await edit(editor, id, 2, 'Why not?', { kind: 'question' })
    await answerAnnotation(editor, { id, revision: 3, text: 'Because of this' })
    const found = await texts(cast.viewer, id)
    expect(found?.map((it) => [it.answer, it.body, it.before?.body, it.author])).toEqual([
      [true, 'Because of this', 'Because', 'Edda Editor'],
      [false, 'Why not?', 'Why?', 'Edda Editor'],
      [true, 'Because', undefined, 'Olga Owner'],
      [false, 'Why?', undefined, 'Edda Editor'],
    ])
  })

  test('a long history comes in pages, the last of one compared with the first of the next', async () => {
    const { editor } = cast
    const id = await write(editor, 'Text 1')
    for (let n = 1; n < 23; n++) await edit(editor, id, n, `Text ${n + 1}`)
    const [one, two] = [
      await getHistory(editor, session.id, id, 1),
      await getHistory(editor, session.id, id, 2),
    ]
    expect([one?.more, two?.more]).toEqual([true, false])
    expect(one?.texts.at(-1)).toMatchObject({ body: 'Text 4', before: { body: 'Text 3' } })
    expect(two?.texts.map(({ body }) => body)).toEqual(['Text 3', 'Text 2', 'Text 1'])
  })
})

describe('an earlier text is restored', () => {
  test('as a new revision with its kind, which can be taken back the same way', async () => {
    const { editor } = cast
    const id = await write(editor, '12:00 ! Try it')
    await edit(editor, id, 1, '12:00 We tried it')
    await restoreRevision(editor, { id, revision: 2, text: await textOf(editor, id, 'Try it') })
    expect(await row(id)).toMatchObject({
      ...{ bodySource: 'Try it', kind: 'follow_up', audience: 'team' },
      ...{ fromMs: 720_000, revision: 3 },
    })
    await restoreRevision(editor, {
      id,
      revision: 3,
      text: await textOf(editor, id, 'We tried it'),
    })
    expect(await row(id)).toMatchObject({ bodySource: 'We tried it', kind: 'takeaway' })
    expect((await told(editor, id))?.map(([body]) => body)).toEqual([
      ...['We tried it', 'Try it', 'We tried it', 'Try it'],
    ])
  })

  test('never for more people than it was for', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Secret', { audience: 'me' })
    await edit(editor, id, 1, 'For the team')
    const secret = await textOf(editor, id, 'Secret')
    await restoreRevision(editor, { id, revision: 2, text: secret })
    expect(await row(id)).toMatchObject({ bodySource: 'Secret', audience: 'me' })
    expect(await told(owner, id)).toBeNull()
    // Nor does a text of the team make one's own annotation the team's
    const team = await textOf(editor, id, 'For the team')
    await restoreRevision(editor, { id, revision: 3, text: team })
    expect(await row(id)).toMatchObject({ bodySource: 'For the team', audience: 'me' })
    // Nor does what is public now show strangers what was written for the team
    const open = await write(editor, 'Among us')
    await edit(editor, open, 1, 'For everybody', { audience: 'public' })
    const among = await textOf(editor, open, 'Among us')
    await restoreRevision(editor, { id: open, revision: 2, text: among })
    expect(await row(open)).toMatchObject({ bodySource: 'Among us', audience: 'team' })
  })

  test('not over what was saved meanwhile', async () => {
    const { editor } = cast
    const id = await write(editor, 'One')
    await edit(editor, id, 1, 'Two')
    const text = await textOf(editor, id, 'One')
    await edit(editor, id, 2, 'Three')
    await expect(restoreRevision(editor, { id, revision: 2, text })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await row(id)).toMatchObject({ bodySource: 'Three', revision: 3 })
  })

  test('by its author alone, with the rights of an edit', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Why?', { kind: 'question' })
    await edit(editor, id, 1, 'Why not?', { kind: 'question' })
    await answerAnnotation(owner, { id, revision: 2, text: 'Because' })
    await answerAnnotation(owner, { id, revision: 3, text: 'Because of this' })
    const [question, answer] = [
      await textOf(editor, id, 'Why?'),
      await textOf(editor, id, 'Because'),
    ]
    const second = await createMember(cast.team.id, 'editor')
    const refused = (member: Member, text: string) =>
      expect(restoreRevision(member, { id, revision: 4, text })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    for (const member of [...others(), second]) await refused(member, question)
    for (const member of [editor, second, cast.viewer]) await refused(member, answer)
    expect(await row(id)).toMatchObject({ bodySource: 'Why not?', answerSource: 'Because of this' })

    await restoreRevision(owner, { id, revision: 4, text: answer })
    expect(await row(id)).toMatchObject({ answerSource: 'Because', revision: 5 })
    const offered = async (member: Member) =>
      (await texts(member, id))?.filter((it) => it.restored).map((it) => it.body)
    expect(await offered(editor)).toEqual(['Why not?', 'Why?'])
    expect(await offered(cast.viewer)).toEqual([])
  })

  test('of another annotation, team or person: not found', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Secret', { audience: 'me' })
    await edit(editor, id, 1, 'For the team')
    const secret = await textOf(editor, id, 'Secret')
    const owners = await write(owner, 'Mine')
    const stranger = (await createTeam({ name: 'Another team' })).editor
    for (const [member, annotation] of [
      [owner, id],
      [owner, owners],
      [editor, owners],
      [stranger, id],
    ] as const) {
      await expect(
        restoreRevision(member, { id: annotation, revision: 1, text: secret }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  test('an answered question keeps its kind, and a promise to others its readers', async () => {
    const { editor, owner } = cast
    const id = await write(editor, '', { kind: 'gap' })
    await edit(editor, id, 1, 'Why?', { kind: 'question' })
    await answerAnnotation(owner, { id, revision: 2, text: 'Because' })
    const texts = await getHistory(editor, session.id, id, 1)
    const first = texts?.texts.at(-1)?.id ?? ''
    await expect(restoreRevision(editor, { id, revision: 3, text: first })).rejects.toMatchObject({
      messageKey: 'annotations.answeredStays',
    })
    const task = await write(editor, 'Secret task', { kind: 'follow_up', audience: 'me' })
    await edit(editor, task, 1, 'Task', { kind: 'follow_up', owner: owner.userId })
    const text = await textOf(editor, task, 'Secret task')
    await expect(restoreRevision(editor, { id: task, revision: 2, text })).rejects.toMatchObject({
      messageKey: 'annotations.ownerCannotSee',
    })
  })
})

describe('a text is put aside', () => {
  test('into the history, the stored one staying what it is and what is compared with', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'One')
    await edit(editor, id, 1, 'Two')
    const aside = { id, body: 'Typed on the phone', audience: 'team' } as const
    await expect(setAside(editor, { ...aside, revision: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await setAside(editor, { ...aside, revision: 2 })
    expect(await row(id)).toMatchObject({ bodySource: 'Two', revision: 3 })
    await edit(editor, id, 3, 'Three')
    expect(await told(owner, id)).toEqual([
      ['Three', 'Two'],
      ['Typed on the phone', 'Two'],
      ['Two', 'One'],
      ['One', null],
    ])
    await restoreRevision(editor, {
      id,
      revision: 4,
      text: await textOf(editor, id, 'Typed on the phone'),
    })
    expect(await row(id)).toMatchObject({ bodySource: 'Typed on the phone', kind: 'takeaway' })
  })

  test('for nobody but its author if it was meant so, and by nobody else', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'One')
    await setAside(editor, { id, revision: 1, body: 'Secret', audience: 'me' })
    expect(await told(owner, id)).toEqual([['One', null]])
    await expect(setAside(owner, { id, revision: 2, body: 'Theirs' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const own = await write(editor, 'For me', { audience: 'me' })
    await setAside(editor, { id: own, revision: 1, body: 'Secret too', audience: 'team' })
    await edit(editor, own, 2, 'For the team')
    expect(await told(owner, own)).toEqual([['For the team', null]])
  })
})

describe('an edit that is sent again', () => {
  const events = () => db.event.count({ where: { teamId: cast.team.id } })
  const stale = { code: 'CONFLICT', messageKey: 'annotations.stale' }

  test('is one revision and no conflict, whatever was saved after it', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Who does it', { kind: 'follow_up' })
    const edit = sent({ id, revision: 1, text: 'Who did it', kind: 'follow_up', edit: newId() })
    const [one, two] = await Promise.all([saveEdit(editor, edit), saveEdit(editor, edit)])
    expect([one, two]).toEqual([2, 2])
    const before = await events()
    await assignAnnotation(owner, { id, revision: 2, owner: owner.userId, due: null })
    expect(await saveEdit(editor, edit)).toBe(2)
    await deleteAnnotation(editor, id)
    expect(await saveEdit(editor, edit)).toBe(2)
    expect(await row(id)).toMatchObject({ bodySource: 'Who did it', ownerId: owner.userId })
    expect(await db.revision.count({ where: { annotationId: id } })).toBe(2)
    expect(await events()).toBe(before + 2)
  })

  test('counts as the same only with the same words of the same person', async () => {
    const { editor } = cast
    const id = await write(editor, 'One')
    const edit = sent({ id, revision: 1, text: 'Two', edit: newId() })
    await saveEdit(editor, edit)
    // Without an id nobody can tell it from a second person's idea, or from only another audience
    const again = { ...edit, edit: undefined } as unknown as SentEdit
    await expect(saveEdit(editor, again)).rejects.toMatchObject(stale)
    await expect(saveEdit(editor, { ...edit, edit: newId() })).rejects.toMatchObject(stale)
    await expect(saveEdit(editor, { ...edit, body: 'Three' })).rejects.toMatchObject(stale)
    // The id of a text that is there already
    const other = { ...edit, revision: 2, body: 'Three' }
    await expect(saveEdit(editor, other)).rejects.toMatchObject({
      messageKey: 'annotations.idTaken',
    })
    expect(await row(id)).toMatchObject({ bodySource: 'Two', revision: 2 })
  })

  test('by another person is refused as ever, and tells nothing of the first', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'One')
    const edit = sent({ id, revision: 1, text: 'Two', edit: newId() })
    await saveEdit(editor, edit)
    await expect(saveEdit(owner, edit)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const stranger = (await createTeam({ name: 'Another team' })).editor
    await expect(saveEdit(stranger, edit)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const own = await write(editor, 'Mine', { audience: 'me' })
    const mine = sent({ id: own, revision: 1, text: 'Mine still', audience: 'me', edit: newId() })
    await saveEdit(editor, mine)
    await expect(saveEdit(owner, mine)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('puts its words aside once', async () => {
    const { editor } = cast
    const id = await write(editor, 'One')
    const aside = sent({ id, revision: 1, text: 'Mine', keep: 'stored', edit: newId() })
    expect(await saveEdit(editor, aside)).toBe(2)
    expect(await saveEdit(editor, aside)).toBe(2)
    expect(await told(editor, id)).toEqual([
      ['Mine', 'One'],
      ['One', null],
    ])
    expect(await row(id)).toMatchObject({ bodySource: 'One' })
  })

  test('holds for answers', async () => {
    const { editor, owner, viewer } = cast
    const id = await write(editor, 'Why?', { kind: 'question' })
    const answer = answerInput.parse({ id, revision: 1, text: ' Because ', edit: newId() })
    expect(await saveAnswer(owner, answer)).toBe(2)
    expect(await saveAnswer(owner, answer)).toBe(2)
    await expect(saveAnswer(editor, { ...answer, edit: newId() })).rejects.toMatchObject(stale)
    await expect(saveAnswer(viewer, answer)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const aside = { ...answer, revision: 2, text: 'Other', keep: 'stored', edit: newId() } as const
    expect(await saveAnswer(editor, aside)).toBe(3)
    expect(await saveAnswer(editor, aside)).toBe(3)
    expect(await row(id)).toMatchObject({ answerSource: 'Because', answeredById: owner.userId })
  })
})
