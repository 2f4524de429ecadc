import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { setAudience } from '@/features/annotations/audience'
import {
  deleteAnnotation,
  editAnnotation,
  restoreAnnotation,
} from '@/features/annotations/mutations'
import { getPublicPhoto } from '@/features/annotations/public'
import { deleteSession } from '@/features/sessions/mutations'
import { createShare, showNameOnPublic } from '@/features/shares/mutations'
import { getShares } from '@/features/shares/queries'
import { writeBlock } from '@/features/summaries/mutations'
import { type Member, visitorFor } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createAnnotation, createConference, createSession, createTeam } from '@/prisma/factories'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import { getDraftDay, getDraftDays } from './draft'
import { getRecapHistory, restoreText } from './history'
import { getLeftOut } from './left-out'
import { createRecap, editIntroduction, saveDay } from './mutations'
import { openOwnNotes, takeBackNotes } from './own-notes'
import { visibleRecapTexts, visibleRecapTextsSql } from './policy'
import { getRecap, getRecapHead } from './queries'
import { dayInput, ownNotesInput, undoOf } from './schema'
import { getSharedRecap } from './shared'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let conference: { id: string; slug: string; title: string }
let talk: { id: string }
let later: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  conference = await createConference(cast.team.id, { title: 'The conference' })
  const of = { conferenceId: conference.id }
  talk = await createSession(cast.team.id, { ...of, title: 'A talk' })
  later = await createSession(cast.team.id, { ...of, title: 'B talk' })
})

const write = (
  member: Member,
  text: string,
  audience: Audience = 'team',
  kind: AnnotationKind = 'takeaway',
  on = talk,
) => createAnnotation(member, on, { text, audience, kind })

async function begun(member = cast.editor) {
  await createRecap(member, conference.id)
  const { id } = await db.recap.findFirstOrThrow({ where: { conferenceId: conference.id } })
  return { id, conferenceId: conference.id, recapId: id }
}

const words = (html: string) => html.replace(/<[^>]*>/g, '')
async function texts(member: Member) {
  const recap = await getRecap(member, conference.id)
  return recap?.talks.flatMap(({ words: own, notes }) => [
    ...own.map(words),
    ...notes.map(({ html }) => words(html)),
  ])
}
async function share(recap: { id: string }, member = cast.editor) {
  const input = { subject: 'recap' as const, of: recap.id, lifetime: '7' as const, indexed: false }
  return createShare(member, input)
}
async function publicTexts(token: string) {
  const visitor = await visitorFor(token)
  const recap = visitor && (await getSharedRecap(visitor))
  return recap?.talks.flatMap(({ words: own, notes }) => [
    ...own.map(words),
    ...notes.map(({ html }) => words(html)),
  ])
}
const widen = (member: Member, id: string, audience: Audience, revision = 1) =>
  setAudience(member, { id, revision, audience })

/** The form of a day as a browser sends it, with what `change` makes of it. */
async function form(of: Awaited<ReturnType<typeof begun>>, change: Record<string, unknown> = {}) {
  const [day] = await getDraftDays(cast.editor, of)
  const talks = await getDraftDay(cast.editor, { ...of, day: day?.day ?? null })
  const items = talks.flatMap(({ items }) => items)
  const fields = Object.fromEntries(
    talks.flatMap(({ id, line, revision }) => [
      [`line.${id}`, line],
      [`seen.${id}`, String(revision)],
    ]),
  )
  return {
    ...{ recap: of.id, shown: items.map(({ value }) => value) },
    chosen: items.filter(({ chosen }) => chosen).map(({ value }) => value),
    ...{ order: talks.map(({ id }) => id), ...fields, ...change },
  }
}
const save = async (member: Member, fields: object) => saveDay(member, dayInput.parse(fields))

describe('what is proposed', () => {
  test('is what the team may read of the usual kinds, what was promoted, and words of summaries', async () => {
    const { editor, owner, viewer } = cast
    await write(editor, 'A takeaway')
    await write(owner, 'A quote', 'public', 'quote')
    await write(editor, 'Nobody asked', 'team', 'question')
    const asked = await write(owner, 'A good question', 'team', 'question')
    const of = { teamId: cast.team.id, sessionId: talk.id, addedById: editor.userId }
    await db.summaryBlock.create({
      data: { ...of, id: newId(), annotationId: asked.id, orderKey: 'a1' },
    })
    await writeBlock(editor, { id: newId(), session: talk.id, text: 'Our words', after: null })
    await write(editor, 'For me', 'me')
    await write(viewer, 'For the viewer', 'me')
    const gone = await write(editor, 'Thrown away')
    await deleteAnnotation(editor, gone.id)
    const called = await createSession(cast.team.id, { conferenceId: conference.id })
    await write(editor, 'Of a cancelled talk', 'team', 'takeaway', called)
    await db.session.updateMany({ where: { id: called.id }, data: { cancelledAt: new Date() } })
    await write(editor, 'Elsewhere', 'team', 'takeaway', await createSession(cast.team.id))
    const strangers = await createTeam()
    const theirs = await createSession(strangers.team.id)
    await write(strangers.editor, 'Of another team', 'public', 'takeaway', theirs)

    await begun()
    const expected = ['A good question', 'A quote', 'A takeaway', 'Our words']
    for (const member of [editor, owner, viewer]) {
      expect((await texts(member))?.toSorted()).toEqual(expected)
    }
    expect(await getRecap(strangers.owner, conference.id)).toBeNull()
    // Once more, by whomever: nothing changes
    await createRecap(owner, conference.id)
    expect(await texts(viewer)).toHaveLength(4)
  })
})

describe('who may', () => {
  test('readers read, editors write, strangers find nothing', async () => {
    const { viewer, commenter, editor } = cast
    const outsider = (await createTeam()).editor
    for (const member of [viewer, commenter]) {
      await expect(createRecap(member, conference.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(createRecap(outsider, conference.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await write(editor, 'A takeaway')
    const recap = await begun()
    const change = { recap: recap.id, revision: 1, text: 'x' }
    const day = await form(recap)
    for (const member of [viewer, commenter, outsider]) {
      const code = member === outsider ? 'NOT_FOUND' : 'FORBIDDEN'
      await expect(editIntroduction(member, change)).rejects.toMatchObject({ code })
      await expect(save(member, day)).rejects.toMatchObject({ code })
      await expect(share(recap, member)).rejects.toMatchObject({ code })
      expect(await getDraftDays(member, recap)).toEqual([])
      expect(await getDraftDay(member, { ...recap, day: null })).toEqual([])
      const left = await getLeftOut(member, recap)
      if (member !== outsider)
        expect([left, await getRecapHead(member, conference.id)]).toEqual([null, null])
      expect(await getShares(member, 'recap', recap)).toEqual([])
    }
  })

  test('nothing of another team, of another conference or for one person gets in by its id', async () => {
    const { editor, owner } = cast
    await write(editor, 'A takeaway')
    const recap = await begun()
    const hidden = await write(owner, 'Of the owner alone', 'me')
    const own = await write(editor, 'Of the editor alone', 'me')
    const elsewhere = await createSession(cast.team.id)
    const other = await write(editor, 'Elsewhere', 'team', 'takeaway', elsewhere)
    const strangers = await createTeam()
    const theirs = await createSession(strangers.team.id)
    const foreign = await write(strangers.editor, 'Foreign', 'public', 'takeaway', theirs)
    const ids = [hidden, own, other, foreign].map(({ id }) => `a:${id}`)
    const day = await form(recap)
    await save(editor, { ...day, shown: [...day.shown, ...ids], chosen: [...day.chosen, ...ids] })
    expect(await db.recapItem.count({ where: { recapId: recap.id } })).toBe(1)
    const line = { [`line.${elsewhere.id}`]: 'x', [`seen.${elsewhere.id}`]: '0' }
    await expect(
      save(editor, { ...day, ...line, order: [...day.order, elsewhere.id] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the form of a day', () => {
  test('takes in and out what is ticked, keeps what it did not show', async () => {
    const { editor } = cast
    const [one, two] = [await write(editor, 'One'), await write(editor, 'Two', 'team', 'quote')]
    const recap = await begun()
    const day = await form(recap)
    const three = await write(editor, 'Three')
    await save(editor, { ...day, chosen: [`a:${two.id}`] })
    expect(await texts(editor)).toEqual(['Two'])
    await save(editor, { ...day, chosen: `a:${one.id}`, shown: [`a:${one.id}`, `a:${three.id}`] })
    expect((await texts(editor))?.toSorted()).toEqual(['One', 'Two'])
    await save(editor, await form(recap, { act: `all:${talk.id}` }))
    expect((await texts(editor))?.toSorted()).toEqual(['One', 'Three', 'Two'])
    await save(editor, await form(recap, { act: `none:${talk.id}` }))
    expect(await texts(editor)).toEqual([])
  })

  test('orders the talks of a day, again and again', async () => {
    const { editor } = cast
    await write(editor, 'One')
    await write(editor, 'Two', 'team', 'takeaway', later)
    const recap = await begun()
    const titles = async () =>
      (await getRecap(editor, conference.id))?.talks.map(({ title }) => title)
    expect(await titles()).toEqual(['A talk', 'B talk'])
    await save(editor, await form(recap, { act: `up:${later.id}` }))
    expect(await titles()).toEqual(['B talk', 'A talk'])
    await save(editor, await form(recap, { act: `up:${later.id}` }))
    expect(await titles()).toEqual(['B talk', 'A talk'])
    await save(editor, await form(recap, { act: `down:${later.id}` }))
    expect(await titles()).toEqual(['A talk', 'B talk'])
    const twice = { ...(await form(recap, { act: `up:${later.id}` })), [`line.${talk.id}`]: 'Said' }
    await save(editor, { ...twice, order: [talk.id, later.id, talk.id, later.id] })
    expect(await titles()).toEqual(['B talk', 'A talk'])
  })

  test('refuses words over words that somebody else has saved meanwhile, and nothing less', async () => {
    const { editor, owner } = cast
    await write(editor, 'One')
    await write(editor, 'Two', 'team', 'takeaway', later)
    const recap = await begun()
    const [mine, theirs] = [await form(recap), await form(recap)]
    await save(owner, { ...theirs, [`line.${talk.id}`]: 'Of the **owner**' })
    const stale = { ...mine, [`line.${talk.id}`]: 'Of the editor', chosen: [] }
    await expect(save(editor, stale)).rejects.toMatchObject({
      code: 'CONFLICT',
      fieldErrors: { [`line.${talk.id}`]: 'recaps.stale' },
    })
    expect(await texts(editor)).toEqual(['One', 'Two'])
    // Another talk's line is no conflict
    const other = { ...mine, [`line.${later.id}`]: 'Of the editor', order: [later.id] }
    await save(editor, other)
    const lines = (await getRecap(editor, conference.id))?.talks.map(({ line }) => words(line))
    expect(lines).toEqual(['Of the owner', 'Of the editor'])
  })

  test('the introduction names the revision it saw', async () => {
    const { editor, owner } = cast
    const recap = await begun()
    await editIntroduction(editor, { recap: recap.id, revision: 1, text: 'First' })
    await expect(
      editIntroduction(owner, { recap: recap.id, revision: 1, text: 'Second' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await getRecap(owner, conference.id))?.plain).toBe('First')
    expect(await getRecapHead(owner, conference.id)).toMatchObject({ revision: 2 })
  })
})

describe('a stranger reads', () => {
  test('of what was chosen what is public, at this moment, and no more than its pictures', async () => {
    const { editor, owner } = cast
    const open = await write(editor, 'Open', 'public')
    const team = await write(owner, 'For the team')
    await writeBlock(editor, { id: newId(), session: talk.id, text: 'Our words', after: null })
    const recap = await begun()
    await write(owner, 'Open, not chosen', 'public')
    const { token } = await share(recap)
    expect(await publicTexts(token)).toEqual(['Our words', 'Open'])
    await widen(owner, team.id, 'public')
    expect(await publicTexts(token)).toEqual(['Our words', 'Open', 'For the team'])
    await widen(editor, open.id, 'me')
    expect(await publicTexts(token)).toEqual(['Our words', 'For the team'])
    // Not even its author sees it there, since a recap is the same for all
    expect(await texts(editor)).toEqual(['Our words', 'For the team'])
    await widen(editor, open.id, 'public', 2)
    await deleteAnnotation(editor, open.id)
    expect(await publicTexts(token)).toEqual(['Our words', 'For the team'])
    await restoreAnnotation(editor, open.id)
    expect(await publicTexts(token)).toHaveLength(3)
    await db.session.updateMany({ where: { id: talk.id }, data: { cancelledAt: new Date() } })
    expect(await publicTexts(token)).toEqual([])
    await db.session.updateMany({ where: { id: talk.id }, data: { cancelledAt: null } })
    await deleteSession(editor, talk.id)
    expect(await publicTexts(token)).toEqual([])
    await db.conference.updateMany({
      where: { id: conference.id },
      data: { deletedAt: new Date() },
    })
    expect(await visitorFor(token)).toBeNull()
  })

  test('pictures of what is shown, and of nothing else', async () => {
    const { editor, owner } = cast
    const file = { teamId: cast.team.id, kind: 'photo' as const, size: 1, width: 1, height: 1 }
    for (const hash of ['l', 's']) await db.file.create({ data: { ...file, hash } })
    let position = 0
    const attach = async (annotationId: string, by = editor) => {
      const of = { teamId: cast.team.id, id: newId(), annotationId, position: position++ }
      const data = { ...of, sentHash: 'l', largeHash: 'l', smallHash: 's', addedById: by.userId }
      return (await db.attachment.create({ data })).id
    }
    const [open, team] = [await write(editor, 'Open', 'public'), await write(editor, 'Team')]
    const recap = await begun()
    const unchosen = await write(editor, 'Not chosen', 'public')
    const [shown, others, closed, other] = [
      await attach(open.id),
      await attach(open.id, owner),
      await attach(team.id),
      await attach(unchosen.id),
    ]
    const visitor = await visitorFor((await share(recap)).token)
    if (!visitor) throw new Error('no visitor')
    expect(await getPublicPhoto(visitor, shown)).toEqual({ largeHash: 'l', smallHash: 's' })
    for (const id of [others, closed, other]) expect(await getPublicPhoto(visitor, id)).toBeNull()
    const page = await getSharedRecap(visitor)
    expect(page?.talks.flatMap(({ notes }) => notes.flatMap(({ photos }) => photos))).toHaveLength(
      1,
    )
    // The team sees all pictures
    const notes = (await getRecap(owner, conference.id))?.talks[0]?.notes
    expect(notes?.map(({ photos }) => photos?.length)).toEqual([2, 1])
  })

  test('no name but of those who agreed, no id, no way into the team', async () => {
    const { editor, owner } = cast
    await write(editor, 'Open', 'public')
    const recap = await begun()
    const inner = `[in](/t/secret-team/x) and [out](https://example.org/p)`
    await editIntroduction(editor, { recap: recap.id, revision: 1, text: inner })
    const { token } = await share(recap)
    const visitor = await visitorFor(token)
    const page = async () => JSON.stringify(visitor && (await getSharedRecap(visitor)))
    expect(await page()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(await page()).not.toMatch(/secret-team/)
    expect(await page()).not.toContain(editor.name)
    expect(await page()).toContain('https://example.org/p')
    expect((await getLeftOut(owner, recap))?.names).toEqual([editor.name])
    await showNameOnPublic(editor, true)
    const shown = visitor && (await getSharedRecap(visitor))
    expect(shown?.talks[0]?.notes[0]?.author).toBe(editor.name)
    expect(shown?.createdBy).toBe(editor.name)
    expect((await getLeftOut(owner, recap))?.names).toEqual([])
  })
})

test('what stays out is told to each of what they may know', async () => {
  const { editor, owner, viewer } = cast
  const open = await write(editor, 'Open', 'public')
  const mine = await write(editor, 'Chosen once')
  await write(owner, 'For the team')
  await write(editor, 'Also for the team')
  await write(editor, 'A question', 'team', 'question')
  await write(editor, 'For me', 'me')
  await write(owner, 'For the owner', 'me')
  await write(viewer, 'For the viewer', 'me')
  await write(editor, 'Of a talk that falls out', 'team', 'takeaway', later)
  const recap = await begun()
  await db.session.updateMany({ where: { id: later.id }, data: { cancelledAt: new Date() } })
  await widen(editor, mine.id, 'me')
  const on = { teamId: cast.team.id, id: newId(), annotationId: open.id }
  await db.thread.create({ data: on })
  await db.comment.create({
    data: {
      ...{ teamId: cast.team.id, id: newId(), threadId: on.id, authorId: viewer.userId },
      ...{ bodySource: 'x', bodyPlain: 'x', bodyHtml: 'x', rendererVersion: 1 },
    },
  })
  const all = { open: 1, unchosen: 1, comments: 1, additions: 0, names: [editor.name] }
  const talks = [{ title: 'B talk', cancelled: true, count: 1 }]
  const of = (own: Member, other: Member) => [
    { name: own.name, own: true, count: 1 },
    { name: other.name, own: false, count: 1 },
  ]
  expect(await getLeftOut(editor, recap)).toEqual({
    ...{ ...all, talks, mine: 1, takenBack: 1, teamOnly: of(editor, owner) },
  })
  // The owner learns nothing of what the editor took back
  expect(await getLeftOut(owner, recap)).toEqual({
    ...{ ...all, talks, mine: 1, takenBack: 0, teamOnly: of(owner, editor) },
  })
})

test('one’s own chosen notes can be made public in one go, and nobody else’s', async () => {
  const { editor, owner, viewer } = cast
  await write(editor, 'Mine')
  await write(editor, 'Mine, of a question', 'team', 'question')
  await write(editor, 'For me', 'me')
  await write(owner, 'Of the owner')
  const recap = await begun()
  const { token } = await share(recap)
  const outsider = (await createTeam()).editor
  await expect(openOwnNotes(viewer, recap.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(openOwnNotes(outsider, recap.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await publicTexts(token)).toEqual([])
  expect(await openOwnNotes(editor, recap.id)).toHaveLength(1)
  expect(await publicTexts(token)).toEqual(['Mine'])
  expect(await openOwnNotes(editor, recap.id)).toEqual([])
})

test('that is taken back as a whole, but for what has been changed since', async () => {
  const { editor, owner } = cast
  const names = ['Same', 'Reworded', 'Widened twice', 'Trashed', 'Narrowed']
  const ids: string[] = []
  for (const name of names) ids.push((await write(editor, name)).id)
  await write(editor, 'Open before', 'public')
  const theirs = await write(owner, 'Of the owner', 'public')
  const [, reworded = '', twice = '', trashed = '', narrowed = ''] = ids
  const recap = await begun()
  const { token } = await share(recap)
  const opened = await openOwnNotes(editor, recap.id)
  expect(opened.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(await publicTexts(token)).toHaveLength(7)
  const edit = { kind: 'takeaway', audience: 'public', body: 'Other words', speaker: '' } as const
  const none = { slide: null, ownerId: null, dueOn: null, fromMs: null, toMs: null }
  await editAnnotation(editor, { id: reworded, revision: 2, ...edit, ...none })
  await widen(editor, twice, 'team', 2)
  await widen(editor, twice, 'public', 3)
  await widen(editor, narrowed, 'me', 2)
  await deleteAnnotation(editor, trashed)

  // As its button sends it, with others' notes among them that nobody can be made to take back
  const act = undoOf([...opened, { id: theirs.id, revision: 1 }])
  const sent = ownNotesInput.parse({ act }).act
  if (sent.verb !== 'undo') throw new Error(sent.verb)
  expect(await takeBackNotes(owner, opened)).toEqual({ count: 0, kept: 5 })
  expect(await takeBackNotes((await createTeam()).editor, opened)).toEqual({ count: 0, kept: 5 })
  expect(await takeBackNotes(editor, sent.notes)).toEqual({ count: 1, kept: 5 })
  expect(await publicTexts(token)).toEqual(
    expect.arrayContaining(['Other words', 'Widened twice', 'Open before', 'Of the owner']),
  )
  expect(await publicTexts(token)).toHaveLength(4)
  expect(await texts(owner)).toContain('Same')
  // Twice is once
  expect(await takeBackNotes(editor, opened)).toEqual({ count: 0, kept: 5 })
})

describe('the history', () => {
  const told = async (member: Member, line: string | null, page = 1) =>
    (await getRecapHistory(member, conference.id, line, page))?.texts.map((text) => [
      ...[text.body, text.before?.body ?? null, text.author],
    ])
  const word = (recap: { id: string }, text: string, seen: number, member = cast.editor) =>
    editIntroduction(member, { recap: recap.id, revision: seen, text })
  const line = async (recap: Awaited<ReturnType<typeof begun>>, text: string, seen: number) => {
    const given = { [`line.${talk.id}`]: text, [`seen.${talk.id}`]: `${seen}` }
    await save(cast.editor, { ...(await form(recap)), ...given })
  }

  test('keeps each text of the introduction and of a line, and which it replaced', async () => {
    const { editor, owner } = cast
    await write(editor, 'One')
    await write(editor, 'Two', 'team', 'takeaway', later)
    const recap = await begun()
    await word(recap, 'First', 1)
    await word(recap, 'First', 2)
    await word(recap, 'Second', 2, owner)
    await line(recap, 'A line', 0)
    await line(recap, '', 1)
    const introduction = [
      ['Second', 'First', owner.name],
      ['First', null, editor.name],
    ]
    const lines = [
      ['', 'A line', editor.name],
      ['A line', null, editor.name],
    ]
    for (const member of [editor, cast.viewer]) {
      expect(await told(member, null)).toEqual(introduction)
      expect(await told(member, talk.id)).toEqual(lines)
      expect(await told(member, later.id)).toEqual([])
    }
    expect(await told(editor, null, 2)).toEqual([])
    const outsider = (await createTeam()).owner
    expect(await told(outsider, null)).toBeUndefined()
    expect(await told(outsider, talk.id)).toBeUndefined()
    const elsewhere = await createSession(cast.team.id)
    expect(await told(editor, elsewhere.id)).toBeUndefined()
    await deleteSession(editor, talk.id)
    expect(await told(editor, talk.id)).toBeUndefined()
    expect(await told(editor, null)).toEqual(introduction)
  })

  test('is found by the same rule in SQL as by Prisma', async () => {
    const { editor, viewer } = cast
    await write(editor, 'One')
    const recap = await begun()
    await word(recap, 'Introduction', 1)
    await line(recap, 'A line', 0)
    const other = await createTeam()
    const abroad = await createConference(other.team.id)
    await createRecap(other.editor, abroad.id)
    const theirs = await db.recap.findFirstOrThrow({ where: { conferenceId: abroad.id } })
    await word(theirs, 'Of another team', 1, other.editor)
    const found = async () => {
      const rows = await readRows<{ body: string }>(Prisma.sql`
        SELECT r."bodySource" AS "body" FROM "Revision" r WHERE ${visibleRecapTextsSql(viewer)}`)
      const same = await db.revision.findMany({ where: visibleRecapTexts(viewer) })
      const bodies = rows.map(({ body }) => body).toSorted()
      expect(same.map(({ bodySource }) => bodySource).toSorted()).toEqual(bodies)
      return bodies
    }
    expect(await found()).toEqual(['A line', 'Introduction'])
    await deleteSession(editor, talk.id)
    expect(await found()).toEqual(['Introduction'])
    const deletedAt = new Date()
    await db.conference.updateMany({ where: { id: conference.id }, data: { deletedAt } })
    expect(await found()).toEqual([])
  })

  test('brings a text back, if nothing was changed since it was looked at', async () => {
    const { editor, owner, viewer } = cast
    await write(editor, 'One')
    const recap = await begun()
    await word(recap, 'First', 1)
    await word(recap, 'Second', 2)
    await line(recap, 'A line', 0)
    await line(recap, 'Another line', 1)
    const of = async (line: string | null) => {
      const history = await getRecapHistory(owner, conference.id, line, 1)
      return history?.texts.at(-1)?.id ?? ''
    }
    const [first, firstLine] = [await of(null), await of(talk.id)]
    const back = { recap: recap.id, talk: null, text: first }
    await expect(restoreText(viewer, { ...back, revision: 3 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const outsider = (await createTeam()).owner
    for (const [member, given] of [
      [outsider, {}],
      [owner, { text: firstLine }],
      [owner, { talk: talk.id }],
    ] as const) {
      await expect(restoreText(member, { ...back, revision: 3, ...given })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    await expect(restoreText(owner, { ...back, revision: 2 })).rejects.toMatchObject({
      ...{ code: 'CONFLICT', messageKey: 'recaps.changedSince' },
    })
    expect(await restoreText(owner, { ...back, revision: 3 })).toBe(conference.id)
    await restoreText(owner, { ...back, talk: talk.id, revision: 2, text: firstLine })
    const shown = await getRecap(viewer, conference.id)
    expect([shown?.plain, shown?.talks[0]?.line]).toEqual(['First', '<p>A line</p>'])
    expect((await told(viewer, null))?.[0]).toEqual(['First', 'Second', owner.name])
    const rights = async (member: Member) =>
      (await getRecapHistory(member, conference.id, null, 1))?.texts.map(
        ({ latest, restored }) => restored !== null && !latest,
      )
    expect(await rights(owner)).toEqual([false, true, false])
    expect(await rights(viewer)).toEqual([false, false, false])
  })

  test('has the one of two texts that was not chosen, whichever that is', async () => {
    const { editor, owner } = cast
    await write(editor, 'One')
    const recap = await begun()
    await word(recap, 'Theirs', 1, owner)
    await expect(word(recap, 'Mine', 1)).rejects.toMatchObject({ code: 'CONFLICT' })
    const mine = { recap: recap.id, revision: 2, text: 'Mine', keep: 'stored' as const }
    await editIntroduction(editor, mine)
    expect(await told(owner, null)).toEqual([
      ['Mine', 'Theirs', editor.name],
      ['Theirs', null, owner.name],
    ])
    await line(recap, 'Their line', 0)
    const stale = { [`line.${talk.id}`]: 'My line', [`seen.${talk.id}`]: '1' }
    const day = await form(recap, { act: `keep:${talk.id}`, chosen: [] })
    await save(owner, { ...day, ...stale })
    const shown = await getRecap(owner, conference.id)
    expect([shown?.plain, shown?.talks[0]?.line]).toEqual(['Theirs', '<p>Their line</p>'])
    // The rest of the form is saved as ever
    expect(await texts(owner)).toEqual([])
    const history = await getRecapHistory(owner, conference.id, talk.id, 1)
    expect(history?.texts.map(({ body, aside, latest }) => [body, aside, latest])).toEqual([
      ['My line', true, false],
      ['Their line', false, true],
    ])
    expect(history?.revision).toBe(2)
  })
})

test('whatever is written, chosen and changed, a recap shows nothing that is hidden', async () => {
  const step = fc.record({
    act: fc.constantFrom('write', 'widen', 'delete', 'restore', 'all', 'none', 'cancel'),
    who: fc.constantFrom('editor' as const, 'owner' as const),
    which: fc.nat(20),
    audience: fc.constantFrom<Audience>('me', 'team', 'public'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
      const conferenceId = (await createConference(cast.team.id)).id
      conference = { ...conference, id: conferenceId }
      const on = await createSession(cast.team.id, { conferenceId })
      const authors = new Map<string, Member>()
      const recap = await begun()
      const { token } = await share(recap)
      for (const [index, { act, who, which, audience }] of steps.entries()) {
        const ids = [...authors.keys()]
        const id = ids[which % Math.max(1, ids.length)]
        const author = id && authors.get(id)
        const row = id && (await db.annotation.findFirstOrThrow({ where: { id } }))
        if (act === 'write') {
          const made = await write(cast[who], `note ${index}`, audience, 'takeaway', on)
          authors.set(made.id, cast[who])
        } else if (act === 'cancel') {
          const cancelledAt = which % 3 === 0 ? new Date() : null
          await db.session.updateMany({ where: { id: on.id }, data: { cancelledAt } })
        } else if (act === 'all' || act === 'none') {
          await save(cast.editor, await form(recap, { act: `${act}:${on.id}` }))
        } else if (id && author && row) {
          if (act === 'widen' && !row.deletedAt) await widen(author, id, audience, row.revision)
          if (act === 'delete' && !row.deletedAt) await deleteAnnotation(author, id)
          if (act === 'restore' && row.deletedAt) await restoreAnnotation(author, id)
        }
      }
      const where = { sessionId: on.id, deletedAt: null, session: { cancelledAt: null } }
      const rows = await db.annotation.findMany({ where })
      const of = (audiences: Audience[]) =>
        rows.filter((row) => audiences.includes(row.audience)).map((row) => row.bodyPlain)
      const chosen = (await db.recapItem.findMany({ include: { annotation: true } }))
        .filter(({ recapId }) => recapId === recap.id)
        .map(({ annotation }) => annotation?.bodyPlain ?? '')
      const meant = (audiences: Audience[]) =>
        of(audiences)
          .filter((text) => chosen.includes(text))
          .sort()
      for (const member of [cast.editor, cast.owner, cast.viewer]) {
        expect((await texts(member))?.sort()).toEqual(meant(['team', 'public']))
      }
      expect((await publicTexts(token))?.sort()).toEqual(meant(['public']))
    }),
    { numRuns: 12 },
  )
})
