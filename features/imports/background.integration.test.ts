import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Member } from '@/lib/actor'
import { systemFor } from '@/lib/actor'
import { db, Prisma, pool } from '@/lib/db'
import { newId } from '@/lib/ids'
import { startJobs } from '@/lib/jobs'
import { createTeam } from '@/prisma/factories'
import {
  applyImportJob,
  awaitImport,
  carryOut,
  confirmImport,
  resumeImports,
  stopImport,
} from './background'
import { Problems } from './formats/problems'
import { defaultLimits } from './formats/programme'
import { readProgramme } from './formats/read'
import { readLinks } from './formats/read-links'
import { getLinkImport, getLinkPlan, stageLinks } from './links/staging'
import { discardImport, stageImport } from './mutations'
import { getImport, getImports, getPlan } from './queries'
import { getImportRecord } from './records'

const system = systemFor('a test')

// Every statement of the work fails while the table of conferences is closed
const close = () =>
  pool.query('ALTER TABLE "Conference" ADD CONSTRAINT "closed" CHECK (false) NOT VALID')
const open = () => pool.query('ALTER TABLE "Conference" DROP CONSTRAINT IF EXISTS "closed"')

beforeAll(() => import('./formats/read'))
afterAll(open)

async function stage(member: Member, title = 'Cloud Days') {
  const event = (id: string) => `<event guid="${id}" id="1"><title>Talk ${id}</title>
    <date>2026-11-10T09:00:00+01:00</date><start>09:00</start><duration>00:30</duration>
    <room>Hall 1</room><abstract>Why *so*</abstract></event>`
  const text = `<schedule><conference><title>${title}</title>
    <time_zone_name>Europe/Berlin</time_zone_name></conference>
    <day date="2026-11-10"><room name="Hall 1">${['a', 'b', 'c'].map(event).join('')}</room></day>
    </schedule>`
  const read = await readProgramme(new TextEncoder().encode(text))
  if (!read.ok) throw new Error(read.code)
  const file = { hash: 'a'.repeat(64), size: 1000, name: 'schedule.xml', ownZone: null }
  const { programme } = read
  const id = await stageImport(member, { ...file, conferenceId: null, programme })
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  return { id, planHash: plan?.hash ?? '' }
}

const state = async (member: Member, id: string) => {
  const found = await getImport(member, id)
  const listed = (await getImports(member)).imports.find((one) => one.id === id)
  const told = await getImportRecord(member, id)
  expect(told).toMatchObject({ state: listed?.state, problem: found?.problem?.key ?? null })
  return { is: listed?.state, why: found?.problem?.key ?? null }
}
const work = (member: Member, id: string) =>
  carryOut(system, { teamId: member.teamId, importId: id })
const sessions = ({ teamId }: Member) => db.session.count({ where: { teamId } })
const applications = ({ teamId }: Member) =>
  db.event.count({ where: { teamId, subjectType: 'import', verb: 'applied' } })

test('links go the same way', async () => {
  const { editor } = await createTeam()
  const links = readLinks(
    '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example/x">A</A></DL>',
    defaultLimits,
    new Problems(10),
  )
  if (!links) throw new Error('no links')
  const file = { hash: 'b'.repeat(64), size: 100, name: 'bookmarks.html' }
  const id = await stageLinks(editor, { ...file, links })
  const found = await getLinkImport(editor, id)
  const plan = found && (await getLinkPlan(editor, found))
  await confirmImport(editor, { id, planHash: plan?.hash ?? '' })
  await work(editor, id)
  expect(await state(editor, id)).toEqual({ is: 'applied', why: null })
})

test('two processes that take up the same work write it once', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, staged)
  await Promise.all([1, 2, 3].map(() => work(editor, staged.id)))
  expect([await sessions(editor), await applications(editor)]).toEqual([3, 1])
})

test('comes back with the reason when the programme has changed, and can be confirmed anew', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, { ...staged, planHash: 'f'.repeat(64) })
  await work(editor, staged.id)
  expect(await state(editor, staged.id)).toEqual({ is: 'staged', why: 'imports.apply.changed' })
  expect(await sessions(editor)).toBe(0)
  await confirmImport(editor, staged)
  expect(await state(editor, staged.id)).toEqual({ is: 'applying', why: null })
  await work(editor, staged.id)
  expect(await state(editor, staged.id)).toEqual({ is: 'applied', why: null })
})

test('is done with the rights that whoever confirmed it has when it begins', async () => {
  const cast = await createTeam()
  const { teamId, userId } = cast.editor
  const staged = await stage(cast.editor)
  for (const now of [{ role: 'commenter' as const }, { leftAt: new Date() }]) {
    await confirmImport(cast.editor, staged)
    await db.membership.updateMany({ where: { teamId, userId }, data: now })
    await work(cast.owner, staged.id)
    expect(await state(cast.owner, staged.id)).toEqual({
      is: 'staged',
      why: 'imports.work.noRight',
    })
    const again = { role: 'editor' as const, leftAt: null }
    await db.membership.updateMany({ where: { teamId, userId }, data: again })
  }
  expect(await sessions(cast.owner)).toBe(0)
})

test('what fails for no known reason is tried again, comes back, and has written nothing', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, staged)
  await close()
  try {
    for (const _ of [1, 2]) await expect(work(editor, staged.id)).rejects.toThrow()
    expect(await state(editor, staged.id)).toEqual({ is: 'applying', why: null })
    await work(editor, staged.id)
  } finally {
    await open()
  }
  expect(await state(editor, staged.id)).toEqual({ is: 'staged', why: 'imports.work.failed' })
  expect(await sessions(editor)).toBe(0)
})

test('one that kills whatever process takes it up is given up', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, staged)
  await db.importWork.updateMany({ where: { importId: staged.id }, data: { begun: 40 } })
  await work(editor, staged.id)
  expect(await state(editor, staged.id)).toEqual({ is: 'staged', why: 'imports.work.cutOff' })
})

test('is stopped before it begins, and not afterwards', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, staged)
  await stopImport(editor, { id: staged.id, undoing: false })
  await stopImport(editor, { id: staged.id, undoing: false })
  await work(editor, staged.id)
  expect(await state(editor, staged.id)).toEqual({ is: 'staged', why: null })
  expect(await sessions(editor)).toBe(0)
  await confirmImport(editor, staged)
  await db.importWork.updateMany({
    where: { importId: staged.id },
    data: { begunAt: new Date(), done: 1, total: 4 },
  })
  await expect(stopImport(editor, { id: staged.id, undoing: false })).rejects.toMatchObject({
    messageKey: 'imports.work.tooLate',
  })
  const record = await getImportRecord(editor, staged.id)
  expect(record).toMatchObject({ state: 'applying', progress: { done: 1, total: 4 } })
  await work(editor, staged.id)
  await expect(stopImport(editor, { id: staged.id, undoing: false })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test('discarding what waits for its turn ends it', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, staged)
  await discardImport(editor, staged.id)
  await work(editor, staged.id)
  expect(await state(editor, staged.id)).toEqual({ is: 'discarded', why: null })
  await expect(confirmImport(editor, staged)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await sessions(editor)).toBe(0)
})

test('tells how far it is while it goes on, past its own transaction', async () => {
  const { editor } = await createTeam()
  const staged = await stage(editor)
  await confirmImport(editor, staged)
  const holder = await pool.connect()
  try {
    await holder.query('BEGIN')
    await holder.query(
      Prisma.sql`SELECT 1 FROM "Import" WHERE "id" = ${staged.id}::uuid FOR UPDATE`,
    )
    const working = work(editor, staged.id)
    await vi.waitFor(
      async () =>
        expect((await getImportRecord(editor, staged.id))?.progress?.total).toBeGreaterThan(0),
      20_000,
    )
    await holder.query('COMMIT')
    await working
  } finally {
    holder.release()
  }
})

test('nobody else confirms or stops it', async () => {
  const [cast, other] = [await createTeam(), await createTeam()]
  const staged = await stage(cast.editor)
  for (const member of [cast.viewer, cast.commenter, other.owner]) {
    await expect(confirmImport(member, staged)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stopImport(member, { id: staged.id, undoing: false })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }
  await expect(confirmImport(cast.editor, { ...staged, id: newId() })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

// From here on this process works, too

test('a confirmed import is done by whoever works, once, however often it is confirmed', async () => {
  const { editor, owner } = await createTeam()
  const staged = await stage(editor)
  await Promise.all([editor, owner, editor].map((member) => confirmImport(member, staged)))
  expect(await state(editor, staged.id)).toEqual({ is: 'applying', why: null })
  await startJobs([applyImportJob])
  await vi.waitFor(async () => expect((await state(editor, staged.id)).is).toBe('applied'), 20_000)
  await confirmImport(editor, staged)
  await awaitImport(editor, staged.id, 5_000)
  expect([await sessions(editor), await applications(editor)]).toEqual([3, 1])
  await vi.waitFor(
    async () => expect(await db.importWork.count({ where: { teamId: editor.teamId } })).toBe(0),
    20_000,
  )
})

test('what was confirmed and has no job is found, and nothing else is touched', async () => {
  const { editor } = await createTeam()
  const [lost, preview] = [await stage(editor), await stage(editor, 'Another one')]
  await confirmImport(editor, lost)
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'apply-import'`
  await resumeImports(system)
  await awaitImport(editor, lost.id, 20_000)
  expect(await state(editor, lost.id)).toEqual({ is: 'applied', why: null })
  expect(await state(editor, preview.id)).toEqual({ is: 'staged', why: null })
})
