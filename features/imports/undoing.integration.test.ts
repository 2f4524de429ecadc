import { beforeAll, expect, test } from 'vitest'
import { writeBlock } from '@/features/summaries/mutations'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createTeam } from '@/prisma/factories'
import { carryOut, confirmImport, confirmUndo, stopImport } from './background'
import { Problems } from './formats/problems'
import { defaultLimits } from './formats/programme'
import { readProgramme } from './formats/read'
import { readLinks } from './formats/read-links'
import { getLinkImport, getLinkPlan, stageLinks } from './links/staging'
import { stageImport } from './mutations'
import { getImport, getImports, getPlan } from './queries'
import { getImportRecord } from './records'

// An applied import is taken back in the background, as it came.

const work = ({ teamId }: Member, importId: string) =>
  carryOut(systemFor('a test'), { teamId, importId })
const sessions = ({ teamId }: Member) => db.session.count({ where: { teamId, deletedAt: null } })

beforeAll(() => import('./formats/read'))

async function importProgramme(member: Member, talks: string[]) {
  const event = (id: string) => `<event guid="${id}" id="1"><title>Talk ${id}</title>
    <date>2026-11-10T09:00:00+01:00</date><start>09:00</start><duration>00:30</duration>
    <room>Hall 1</room></event>`
  const text = `<schedule><conference><title>Cloud Days</title>
    <time_zone_name>Europe/Berlin</time_zone_name></conference>
    <day date="2026-11-10"><room name="Hall 1">${talks.map(event).join('')}</room></day></schedule>`
  const read = await readProgramme(new TextEncoder().encode(text))
  if (!read.ok) throw new Error(read.code)
  const file = { hash: 'a'.repeat(64), size: 1000, name: 'schedule.xml', ownZone: null }
  const id = await stageImport(member, { ...file, conferenceId: null, programme: read.programme })
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  await confirmImport(member, { id, planHash: plan?.hash ?? '' })
  await work(member, id)
  return id
}

async function importLinks(member: Member) {
  const text = '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example/x">A</A></DL>'
  const links = readLinks(text, defaultLimits, new Problems(10))
  if (!links) throw new Error('no links')
  const file = { hash: 'b'.repeat(64), size: 100, name: 'bookmarks.html' }
  const id = await stageLinks(member, { ...file, links })
  const found = await getLinkImport(member, id)
  const plan = found && (await getLinkPlan(member, found))
  await confirmImport(member, { id, planHash: plan?.hash ?? '' })
  await work(member, id)
  return id
}

/** As the list, the page and programs tell it, which is the same. */
async function told(member: Member, id: string) {
  const listed = (await getImports(member)).imports.find((one) => one.id === id)
  const page = await getImport(member, id)
  const record = await getImportRecord(member, id)
  expect(record).toMatchObject({ state: listed?.state, problem: page?.problem?.key ?? null })
  expect(page?.work?.busy ?? page?.state).toBe(record?.state)
  return { is: record?.state, why: record?.problem, progress: record?.progress }
}

const idle = { why: null, progress: null }

test('undoing is told while it waits and goes on, and done once, however often it is asked', async () => {
  const { editor, owner } = await createTeam()
  const id = await importProgramme(editor, ['a', 'b', 'c'])
  expect(await told(editor, id)).toEqual({ is: 'applied', ...idle })
  for (const member of [editor, owner, editor]) await confirmUndo(member, id)
  expect(await told(editor, id)).toEqual({ is: 'undoing', ...idle })
  expect(await sessions(editor)).toBe(3)
  await db.importWork.updateMany({
    where: { importId: id },
    data: { begunAt: new Date(), done: 1, total: 4 },
  })
  const progress = { done: 1, total: 4 }
  expect(await told(editor, id)).toMatchObject({ is: 'undoing', why: null, progress })
  await Promise.all([1, 2].map(() => work(editor, id)))
  expect(await told(editor, id)).toEqual({ is: 'undone', ...idle })
  await confirmUndo(editor, id)
  await work(editor, id)
  const undone = { teamId: editor.teamId, subjectType: 'import', verb: 'undone' } as const
  expect([await sessions(editor), await db.event.count({ where: undone })]).toEqual([0, 1])
  expect(await db.importWork.count({ where: { importId: id } })).toBe(0)
})

test('links go back the same way; one that was not applied cannot', async () => {
  const { editor } = await createTeam()
  const id = await importLinks(editor)
  await confirmUndo(editor, id)
  await work(editor, id)
  expect(await told(editor, id)).toEqual({ is: 'undone', ...idle })
  expect(await db.entry.count({ where: { teamId: editor.teamId } })).toBe(0)
  const again = await importProgramme(editor, ['a'])
  await db.import.updateMany({ where: { id: again }, data: { state: 'discarded' } })
  await expect(confirmUndo(editor, again)).rejects.toMatchObject({
    messageKey: 'imports.undo.notApplied',
  })
})

test('comes back with the reason when it cannot be done, and can be asked for again', async () => {
  const { editor } = await createTeam()
  const first = await importProgramme(editor, ['a', 'b'])
  const second = await importProgramme(editor, ['a', 'b', 'c'])
  await confirmUndo(editor, first)
  await work(editor, first)
  const why = 'imports.undo.later'
  expect(await told(editor, first)).toEqual({ is: 'applied', why, progress: null })
  for (const id of [second, first]) {
    await confirmUndo(editor, id)
    await work(editor, id)
    expect(await told(editor, id)).toEqual({ is: 'undone', ...idle })
  }
  expect(await sessions(editor)).toBe(0)
})

test('is done with the rights that whoever asked for it has when it begins', async () => {
  const { editor, owner } = await createTeam()
  const { teamId, userId } = editor
  const id = await importProgramme(editor, ['a', 'b'])
  for (const now of [{ role: 'commenter' as const }, { leftAt: new Date() }]) {
    await confirmUndo(editor, id)
    await db.membership.updateMany({ where: { teamId, userId }, data: now })
    await work(owner, id)
    const why = 'imports.undoing.noRight'
    expect(await told(owner, id)).toEqual({ is: 'applied', why, progress: null })
    const again = { role: 'editor' as const, leftAt: null }
    await db.membership.updateMany({ where: { teamId, userId }, data: again })
  }
  expect(await sessions(owner)).toBe(2)
})

test('one that kills whatever process takes it up is given up', async () => {
  const { editor } = await createTeam()
  const id = await importProgramme(editor, ['a'])
  await confirmUndo(editor, id)
  await db.importWork.updateMany({ where: { importId: id }, data: { begun: 40 } })
  await work(editor, id)
  const why = 'imports.undoing.cutOff'
  expect(await told(editor, id)).toEqual({ is: 'applied', why, progress: null })
})

test('leaves the talks of which people have made something, in the trash or not', async () => {
  const { editor } = await createTeam()
  const { teamId, userId } = editor
  const id = await importProgramme(editor, ['words', 'filmed', 'trashed', 'bare'])
  const talk = (title: string) =>
    db.session.findFirstOrThrow({ where: { teamId, title: `Talk ${title}` } })
  const { id: session } = await talk('words')
  await writeBlock(editor, { id: newId(), session, text: 'Of the team', after: null })
  const file = { teamId, hash: 'd'.repeat(64) }
  await db.file.create({ data: { ...file, kind: 'recording', size: 1 } })
  for (const [title, deletedAt] of [
    ['filmed', null],
    ['trashed', new Date()],
  ] as const) {
    const { id: sessionId } = await talk(title)
    const recording = { ...file, id: newId(), sessionId, mediaType: 'video/mp4', deletedAt }
    await db.recording.create({ data: { ...recording, addedById: userId } })
  }
  await confirmUndo(editor, id)
  await work(editor, id)
  expect(await told(editor, id)).toEqual({ is: 'undone', ...idle })
  const left = await db.session.findMany({ where: { teamId }, orderBy: { title: 'asc' } })
  expect(left.map(({ title }) => title)).toEqual(['Talk filmed', 'Talk trashed', 'Talk words'])
})

test('is stopped before it begins, and not afterwards', async () => {
  const { editor } = await createTeam()
  const id = await importProgramme(editor, ['a'])
  await confirmUndo(editor, id)
  for (const _ of [1, 2]) await stopImport(editor, { id, undoing: true })
  await work(editor, id)
  expect(await told(editor, id)).toEqual({ is: 'applied', ...idle })
  await confirmUndo(editor, id)
  await db.importWork.updateMany({ where: { importId: id }, data: { begunAt: new Date() } })
  const tooLate = { messageKey: 'imports.undoing.tooLate' }
  const stop = () => stopImport(editor, { id, undoing: true })
  await expect(stop()).rejects.toMatchObject(tooLate)
  await work(editor, id)
  await expect(stop()).rejects.toMatchObject(tooLate)
})

test('is not confused by work of the import that nobody has put away yet', async () => {
  const { editor } = await createTeam()
  const { teamId, userId } = editor
  const id = await importProgramme(editor, ['a'])
  const left = { planHash: 'c'.repeat(64), confirmedById: userId, begunAt: new Date(), begun: 1 }
  await db.importWork.create({ data: { teamId, importId: id, ...left } })
  expect(await told(editor, id)).toEqual({ is: 'applied', ...idle })
  await confirmUndo(editor, id)
  expect(await told(editor, id)).toEqual({ is: 'undoing', ...idle })
  await stopImport(editor, { id, undoing: false }).catch(() => {})
  await work(editor, id)
  expect(await told(editor, id)).toEqual({ is: 'undone', ...idle })
})

test('nobody undoes what they do not see', async () => {
  const [cast, other] = [await createTeam(), await createTeam()]
  const [programme, links] = [
    await importProgramme(cast.editor, ['a']),
    await importLinks(cast.editor),
  ]
  const gone = { code: 'NOT_FOUND' }
  for (const id of [programme, links]) {
    for (const member of [cast.viewer, cast.commenter, other.owner]) {
      await expect(confirmUndo(member, id)).rejects.toMatchObject(gone)
      await expect(stopImport(member, { id, undoing: true })).rejects.toMatchObject(gone)
    }
  }
  await expect(confirmUndo(cast.owner, links)).rejects.toMatchObject(gone)
  await confirmUndo(cast.owner, programme)
  expect((await told(cast.editor, links)).is).toBe('applied')
})
