import { beforeAll, describe, expect, test } from 'vitest'
import { describePassage, textHash } from '@/features/sessions/passage'
import { createShare } from '@/features/shares/mutations'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createTeam } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import { readProgramme } from './formats/read'
import { discardImport, stageImport, updateImport } from './mutations'
import { applyImport } from './programmes/apply'
import { undoImport } from './programmes/undo'
import { getImport, getImports, getImportTargets, getPlan } from './queries'

type Talk = { id: string; title: string; day?: string; at?: string; room?: string; text?: string }

const talks: Talk[] = [
  { id: 'a', title: 'Opening' },
  { id: 'b', title: 'Sandboxes', at: '10:00', text: '<p>Three years of <b>isolation</b>.</p>' },
  { id: 'c', title: '容器安全实践', at: '11:00', room: '蓝厅' },
  { id: 'd', title: 'Closing', day: '2026-11-11' },
]

/** A frab schedule of our own. */
function frab(list: Talk[]): string {
  const event = ({
    id,
    title,
    at = '09:00',
    room = 'Hall 1',
    day = '2026-11-10',
    text = '',
  }: Talk) =>
    `<day date="${day}"><room name="${room}"><event guid="${id}" id="1"><title>${title}</title>
     <date>${day}T${at}:00+01:00</date><start>${at}</start><duration>00:30</duration>
     <room>${room}</room><track>Security</track><language>en</language><type>talk</type>
     <abstract>${text.replaceAll('<', '&lt;')}</abstract>
     <persons><person id="7">Mei Tanaka</person></persons></event></room></day>`
  return `<schedule><conference><title>Cloud Days</title>
    <time_zone_name>Europe/Berlin</time_zone_name></conference>${list.map(event).join('')}</schedule>`
}

async function stage(member: Member, list: Talk[], conferenceId: string | null = null) {
  const read = await readProgramme(new TextEncoder().encode(frab(list)))
  if (!read.ok) throw new Error(read.code)
  const file = { hash: 'a'.repeat(64), size: 1000, name: 'schedule.xml', ownZone: null }
  const id = await stageImport(member, { ...file, conferenceId, programme: read.programme })
  return { id, planHash: await hashOf(member, id) }
}

async function hashOf(member: Member, id: string): Promise<string> {
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  if (!plan) throw new Error('nothing planned')
  return plan.hash
}

async function importNow(member: Member, list: Talk[]): Promise<string> {
  const staged = await stage(member, list)
  await applyImport(member, staged)
  return staged.id
}

async function counts(member: Member, id: string) {
  const report = (await getImport(member, id))?.report
  if (!report) return null
  const { added, changed, unchanged, vanished } = report
  return { added, changed, unchanged, vanished }
}

const session = (member: Member, title: string) =>
  db.session.findFirstOrThrow({ where: { teamId: member.teamId, title } })

const tables = ['Conference', 'Source', 'SourceItem', 'Session', 'Room', 'Track', 'Speaker']
tables.push('SessionRoom', 'SessionSpeaker', 'Annotation', 'Thread', 'Comment', 'Entry')

/** All rows of the team, but for what counts how often a row was written. */
async function rowsOf({ teamId }: Member): Promise<string[]> {
  const found: string[] = []
  for (const table of tables) {
    const rows = await db.$queryRaw<{ row: string }[]>(Prisma.sql`
      SELECT (to_jsonb(t) - 'revision' - 'updatedAt')::text AS "row"
      FROM ${Prisma.raw(`"${table}"`)} t WHERE "teamId" = ${teamId}::uuid`)
    found.push(...rows.map(({ row }) => `${table} ${row}`))
  }
  return found.sort()
}

async function annotate({ teamId, userId }: Member, sessionId: string) {
  const of = { teamId, id: newId(), sessionId, authorId: userId }
  const body = {
    bodySource: 'Mine',
    bodyPlain: 'Mine',
    bodyHtml: '<p>Mine</p>',
    rendererVersion: 1,
  }
  return db.annotation.create({
    data: {
      ...of,
      ...body,
      kind: 'takeaway',
      audience: 'me',
      orderKey: 'a',
      startedAt: new Date(),
    },
  })
}

describe('an import', () => {
  let member: Member
  let id: string

  beforeAll(async () => {
    member = (await createTeam()).editor
    const staged = await stage(member, talks)
    id = staged.id
    expect(await rowsOf(member), 'nothing is written before it is confirmed').toEqual([])
    await applyImport(member, staged)
  })

  test('writes the conference as the file has it', async () => {
    const conference = await db.conference.findFirstOrThrow({ where: { teamId: member.teamId } })
    expect(conference).toMatchObject({
      title: 'Cloud Days',
      zone: 'Europe/Berlin',
      firstDay: new Date('2026-11-10'),
      lastDay: new Date('2026-11-11'),
      importId: id,
    })
    expect(await counts(member, id)).toEqual({ added: 4, changed: 0, unchanged: 0, vanished: 0 })
  })

  test('writes sessions with their rooms, track and speakers', async () => {
    const sessions = await db.session.findMany({
      where: { teamId: member.teamId },
      include: { rooms: { include: { room: true } }, track: true, speakers: true },
      orderBy: [{ startsAt: 'asc' }],
    })
    expect(sessions.map((it) => [it.title, it.rooms[0]?.room.name, it.day])).toEqual([
      ['Opening', 'Hall 1', new Date('2026-11-10')],
      ['Sandboxes', 'Hall 1', new Date('2026-11-10')],
      ['容器安全实践', '蓝厅', new Date('2026-11-10')],
      ['Closing', 'Hall 1', new Date('2026-11-11')],
    ])
    expect(new Set(sessions.map(({ trackId }) => trackId)).size).toBe(1)
    expect(new Set(sessions.flatMap((it) => it.speakers.map((one) => one.speakerId))).size).toBe(1)
    expect(sessions[1]).toMatchObject({
      startsAt: new Date('2026-11-10T09:00:00Z'),
      endsAt: new Date('2026-11-10T09:30:00Z'),
      abstractHtml: '<p>Three years of <b>isolation</b>.</p>',
      abstractPlain: 'Three years of isolation.',
      importId: id,
    })
  })

  test('finds its conference again by the file, and then changes nothing', async () => {
    const before = await rowsOf(member)
    const again = await stage(member, talks)
    const staged = await getImport(member, again.id)
    expect(staged?.options.target.kind).toBe('source')
    expect(staged && (await getPlan(member, staged))?.empty).toBe(true)
    expect(await rowsOf(member)).toEqual(before)
  })

  test('of another conference that numbers its talks alike does not find this one', async () => {
    const other = talks.map((talk) => ({ ...talk, title: `Other ${talk.title}`, at: '15:00' }))
    const { id: staged } = await stage(member, other)
    expect((await getImport(member, staged))?.options.target).toEqual({ kind: 'new' })
  })

  test('is told in the log of the team', async () => {
    const events = await db.event.findMany({ where: { teamId: member.teamId, subjectId: id } })
    expect(events.map(({ verb, audience }) => [verb, audience])).toEqual([
      ['created', 'me'],
      ['applied', 'team'],
    ])
  })

  test('can be confirmed twice with one effect', async () => {
    const before = await rowsOf(member)
    await applyImport(member, { id, planHash: 'f'.repeat(64) })
    expect(await rowsOf(member)).toEqual(before)
  })
})

describe('a later version', () => {
  const later: Talk[] = [
    { id: 'a', title: 'Opening, moved', at: '09:30', room: 'Hall 2' },
    { id: 'b', title: 'Sandboxes', at: '10:30', text: 'Plain now' },
    { id: 'd', title: 'Closing', day: '2026-11-11' },
    { id: 'e', title: 'A new talk' },
  ]

  test('changes, cancels and adds; what people wrote and edited stays', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const [edited, gone] = [
      await session(member, 'Sandboxes'),
      await session(member, '容器安全实践'),
    ]
    const note = await annotate(member, gone.id)
    await db.session.updateMany({
      where: { id: edited.id },
      data: { title: 'As we call it', editedFields: ['title', 'startsAt'] },
    })
    const id = await importNow(member, later)
    expect(await counts(member, id)).toEqual({ added: 1, changed: 2, unchanged: 1, vanished: 1 })
    expect(await session(member, 'As we call it')).toMatchObject({
      startsAt: edited.startsAt,
      abstractPlain: 'Plain now',
    })
    expect(await session(member, 'Opening, moved')).toMatchObject({
      startsAt: new Date('2026-11-10T08:30:00Z'),
      revision: 2,
    })
    expect((await session(member, '容器安全实践')).cancelledAt).not.toBeNull()
    expect(await db.annotation.findFirst({ where: { id: note.id } })).toEqual(note)
  })

  test('takes passages along to the new abstract, and back when it is undone', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const { id: sessionId, abstractPlain } = await session(member, 'Sandboxes')
    const notes = await Promise.all(
      ['isolation', 'Three years'].map(async (words) => {
        const at = abstractPlain.indexOf(words)
        const selector = describePassage(abstractPlain, at, at + words.length)
        const passage = { target: 'abstract', ...selector, hash: textHash(abstractPlain) }
        const { id } = await annotate(member, sessionId)
        await db.annotation.updateMany({ where: { id }, data: { passage } })
        return { id, passage }
      }),
    )
    const passages = () =>
      Promise.all(
        notes.map(async ({ id }) => {
          const { passage } = await db.annotation.findFirstOrThrow({ where: { id } })
          return passage
        }),
      )
    const text = 'What is isolation after four'
    const changed = await importNow(member, [{ id: 'b', title: 'Sandboxes', at: '10:00', text }])
    expect(await passages()).toMatchObject([
      { exact: 'isolation', start: text.indexOf('isolation'), hash: textHash(text) },
      { exact: 'Three years', lost: true },
    ])
    await undoImport(member, changed)
    expect(await passages()).toEqual(notes.map(({ passage }) => passage))
  })

  test('of one day alone says nothing of the others', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const id = await importNow(member, talks.slice(3))
    expect(await counts(member, id)).toEqual({ added: 0, changed: 0, unchanged: 1, vanished: 0 })
    const cancelled = await db.session.count({
      where: { teamId: member.teamId, cancelledAt: { not: null } },
    })
    expect(cancelled).toBe(0)
  })

  test('brings back what had vanished', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    await importNow(member, talks.slice(1))
    expect((await session(member, 'Opening')).cancelledAt).not.toBeNull()
    await importNow(member, talks)
    expect((await session(member, 'Opening')).cancelledAt).toBeNull()
  })

  test('of another source of the conference touches no session but its own', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const before = await db.session.findMany({ where: { teamId: member.teamId } })
    const { id: conferenceId } = await db.conference.findFirstOrThrow({
      where: { teamId: member.teamId },
    })
    const { id } = await stage(member, [{ id: 'x', title: 'Opening' }], conferenceId)
    expect((await getImport(member, id))?.options.target).toEqual({
      kind: 'conference',
      conferenceId,
    })
    await applyImport(member, { id, planHash: await hashOf(member, id) })
    const old = { id: { in: before.map((it) => it.id) } }
    expect(await db.session.findMany({ where: old })).toEqual(before)
    expect(await db.session.count({ where: { teamId: member.teamId } })).toBe(5)
  })
})

describe('a confirmation', () => {
  test('is refused once the programme is not the one that was previewed', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const staged = await stage(member, [{ id: 'a', title: 'Renamed' }, ...talks.slice(1)])
    const { id } = await session(member, 'Opening')
    await db.session.updateMany({ where: { id }, data: { editedFields: ['title'] } })
    const before = await rowsOf(member)
    await expect(applyImport(member, staged)).rejects.toMatchObject({
      code: 'CONFLICT',
      messageKey: 'imports.apply.changed',
    })
    expect(await rowsOf(member)).toEqual(before)
    expect((await getImport(member, staged.id))?.state).toBe('staged')
  })

  test('sent twice at the same moment applies once', async () => {
    const { editor: member } = await createTeam()
    const staged = await stage(member, talks)
    await Promise.all([1, 2, 3].map(() => applyImport(member, staged)))
    expect(await db.conference.count({ where: { teamId: member.teamId } })).toBe(1)
    expect(await db.session.count({ where: { teamId: member.teamId } })).toBe(4)
  })

  test('of two imports into one conference at the same moment: the second is refused', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const more = [...talks, { id: 'e', title: 'A new talk' }]
    const both = [await stage(member, more), await stage(member, more)]
    const answers = await Promise.allSettled(both.map((one) => applyImport(member, one)))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db.session.count({ where: { teamId: member.teamId } })).toBe(5)
  })

  test('of a discarded import is refused, and a confirmed one cannot be discarded', async () => {
    const { editor: member } = await createTeam()
    const staged = await stage(member, talks)
    await discardImport(member, staged.id)
    await discardImport(member, staged.id)
    await expect(applyImport(member, staged)).rejects.toMatchObject({ code: 'CONFLICT' })
    const id = await importNow(member, talks)
    await expect(discardImport(member, id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('undoing', () => {
  test('a first import leaves nothing behind', async () => {
    const { editor: member } = await createTeam()
    const id = await importNow(member, talks)
    await undoImport(member, id)
    await undoImport(member, id)
    expect(await rowsOf(member)).toEqual([])
    expect((await getImport(member, id))?.state).toBe('undone')
  })

  test('a later import gives back the exact rows', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    await annotate(member, (await session(member, 'Sandboxes')).id)
    const before = await rowsOf(member)
    const changed = [
      { id: 'a', title: 'Opening', at: '12:00', room: 'Hall 9' },
      { id: 'e', title: 'A new talk', room: 'Hall 3', day: '2026-11-12' },
      { id: 'z', title: 'Closing', day: '2026-11-11', at: '15:00' },
    ]
    const id = await importNow(member, changed)
    expect(await rowsOf(member)).not.toEqual(before)
    await undoImport(member, id)
    expect(await rowsOf(member)).toEqual(before)
  })

  test('keeps sessions whose notes have a public address', async () => {
    const { editor: member } = await createTeam()
    const id = await importNow(member, talks)
    const { id: of } = await session(member, 'Sandboxes')
    await createShare(member, { subject: 'session', of, lifetime: '7', indexed: false })
    await undoImport(member, id)
    expect((await getImport(member, id))?.report?.undo).toMatchObject({
      removed: 3,
      kept: [{ sessionId: of, title: 'Sandboxes' }],
    })
  })

  test('keeps sessions that people have written on, and names them', async () => {
    const { editor: member } = await createTeam()
    const id = await importNow(member, talks)
    const noted = await session(member, 'Sandboxes')
    await annotate(member, noted.id)
    await undoImport(member, id)
    const left = await db.session.findMany({ where: { teamId: member.teamId } })
    expect(left.map((it) => it.title)).toEqual(['Sandboxes'])
    expect((await getImport(member, id))?.report?.undo).toMatchObject({
      removed: 3,
      kept: [{ sessionId: noted.id, title: 'Sandboxes' }],
    })
    // Importing again finds it, instead of making it twice
    expect(await counts(member, await importNow(member, talks))).toMatchObject({
      added: 3,
      unchanged: 1,
    })
  })

  test('leaves fields alone that members have edited since', async () => {
    const { editor: member } = await createTeam()
    await importNow(member, talks)
    const id = await importNow(member, [
      { id: 'a', title: 'Renamed', room: 'Hall 2' },
      ...talks.slice(1),
    ])
    const renamed = await session(member, 'Renamed')
    await db.session.updateMany({
      where: { id: renamed.id },
      data: { title: 'Our own title', slug: 'our-own-title', editedFields: ['title'] },
    })
    await undoImport(member, id)
    const after = await db.session.findFirstOrThrow({
      where: { id: renamed.id },
      include: { rooms: { include: { room: true } } },
    })
    expect([after.title, after.slug, after.rooms.map(({ room }) => room.name)]).toEqual([
      'Our own title',
      'our-own-title',
      ['Hall 1'],
    ])
  })

  test('an import on which a later one has built is refused', async () => {
    const { editor: member } = await createTeam()
    const first = await importNow(member, talks)
    const second = await importNow(member, talks.slice(1))
    await expect(undoImport(member, first)).rejects.toMatchObject({
      messageKey: 'imports.undo.later',
    })
    await undoImport(member, second)
    await undoImport(member, first)
    expect(await rowsOf(member)).toEqual([])
  })
})

describe('who may', () => {
  const may: Record<Role, boolean> = { viewer: false, commenter: false, editor: true, owner: true }

  test.each(Object.entries(may))('a %s', async (role, allowed) => {
    const cast = await createTeam()
    const member = cast[role as Role]
    const id = await importNow(cast.owner, talks)
    const staged = await stage(cast.owner, talks.slice(1))
    expect((await getImports(member)).imports.map((one) => one.id).sort()).toEqual(
      allowed ? [id, staged.id].sort() : [],
    )
    expect((await getImport(member, id)) !== null).toBe(allowed)
    expect((await getImportTargets(member)).length > 0).toBe(allowed)
    const before = await rowsOf(member)
    const attempts = [
      () => stage(member, talks),
      () => updateImport(member, { id: staged.id, target: { kind: 'new' } }),
      () => applyImport(member, staged),
      () => undoImport(member, id),
      () => discardImport(member, staged.id),
    ]
    if (allowed) return
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await rowsOf(member)).toEqual(before)
  })

  test('they are shown by the page, each once', async () => {
    const { owner } = await createTeam()
    const { teamId, userId } = owner
    const of = { teamId, createdById: userId, kind: 'frab_json', state: 'discarded' } as const
    const file = { fileName: 'a', fileHash: 'a', fileSize: 1, programme: {}, options: {} }
    const many = Array.from({ length: 201 }, (_, index) => ({
      ...{ ...of, ...file, id: newId() },
      createdAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 40))),
    }))
    await db.import.createMany({ data: many })
    const pages = await Promise.all([1, 2, 3, 4].map((page) => getImports(owner, page)))
    expect(pages.map(({ more }) => more)).toEqual([true, true, false, false])
    const shown = pages.flatMap(({ imports }) => imports.map(({ id }) => id))
    expect(shown.toSorted()).toEqual(many.map(({ id }) => id).toSorted())
  })

  test('an owner of another team meets none of it', async () => {
    const [{ owner }, { owner: stranger }] = [await createTeam(), await createTeam()]
    const id = await importNow(owner, talks)
    const staged = await stage(owner, talks.slice(1))
    const before = await rowsOf(owner)
    expect((await getImports(stranger)).imports).toEqual([])
    expect(await getImport(stranger, id)).toBeNull()
    await expect(applyImport(stranger, staged)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(undoImport(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(discardImport(stranger, staged.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const conference = await db.conference.findFirstOrThrow({ where: { teamId: owner.teamId } })
    // A foreign conference is no place to import to: the file makes one of its own
    const { id: own } = await stage(stranger, talks, conference.id)
    expect((await getImport(stranger, own))?.options.target).toEqual({ kind: 'new' })
    expect(await rowsOf(owner)).toEqual(before)
  })
})
