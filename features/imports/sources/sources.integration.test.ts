import { describe, expect, test, vi } from 'vitest'

vi.hoisted(() => {
  process.env.FETCH_LINKS = 'on'
})

import { testWeb } from '@/bin/support/test-web'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createTeam } from '@/prisma/factories'
import { readApart } from '../formats/read-apart'
import { stageImport, updateColumns } from '../mutations'
import { applyImport } from '../programmes/apply'
import { undoImport } from '../programmes/undo'
import { getImport, getPlan } from '../queries'
import { fetchFile, readAddress } from './fetching'
import { refreshDueSources, refreshSoon } from './refresh-jobs'
import { refreshSource } from './refreshing'
import { getSources, removeSource, restoreSource, scheduleSource } from './sources'

const { pages, asked, way, at } = testWeb(5_000)
const now = { byHand: true, way }
const bySchedule = { byHand: false, way }

type Talk = { id: string; title: string; at?: string; room?: string }
const talks: Talk[] = ['Opening', 'Nets', 'Ropes', 'Closing'].map((title, at) => {
  return { id: `${at}`, title, at: `1${at}:00` }
})

const calendar = (list: Talk[]) =>
  `BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Lisbon\r\n${list
    .map(
      ({ id, title, at = '09:00', room = 'Quay' }) =>
        `BEGIN:VEVENT\r\nUID:${id}\r\nSUMMARY:${title}\r\nDTSTART:20250602T${at.replace(':', '')}00Z\r\nLOCATION:${room}\r\nEND:VEVENT\r\n`,
    )
    .join('')}END:VCALENDAR\r\n`

function serve(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  pages.set(path, (request, response) => {
    const known = headers.etag && request.headers['if-none-match'] === headers.etag
    response.writeHead(known ? 304 : 200, headers).end(known ? undefined : body)
  })
  return at(path, 'programme.example')
}

/** Imports what lies at an address, as a person does. Answers the ids. */
async function importFrom(member: Member, address: string, conferenceId: string | null = null) {
  const found = await fetchFile(address, undefined, way)
  if (found.unchanged) throw new Error('unchanged')
  const { file, name, fetched } = found
  const read = await readApart(file.path)
  if (!read.ok || !('programme' in read)) throw new Error(JSON.stringify(read))
  await file.keep()
  const { hash, size } = file
  const { programme } = read
  const id = await stageImport(member, {
    hash,
    size,
    name,
    programme,
    conferenceId,
    ownZone: null,
    fetched,
  })
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  if (!plan) throw new Error('nothing planned')
  await applyImport(member, { id, planHash: plan.hash })
  const done = await db.import.findFirstOrThrow({ where: { teamId: member.teamId, id } })
  return { importId: id, sourceId: done.sourceId ?? '', conferenceId: done.conferenceId ?? '' }
}

const sessions = async ({ teamId }: Member, conferenceId: string) => {
  const found = await db.session.findMany({
    where: { teamId, conferenceId },
    select: { title: true, cancelledAt: true },
    orderBy: { title: 'asc' },
  })
  return found.map(({ title, cancelledAt }) => (cancelledAt ? `${title} (cancelled)` : title))
}

const source = (member: Member, id: string) =>
  db.source.findFirstOrThrow({ where: { teamId: member.teamId, id } })

const changed = talks.map((one) => (one.id === '1' ? { ...one, title: 'Nets and knots' } : one))
const due = async (member: Member, id: string) =>
  db.source.updateMany({ where: { teamId: member.teamId, id }, data: { nextAt: new Date(0) } })

describe('a source with an address', () => {
  test('keeps it, and is found by it', async () => {
    const { editor } = await createTeam()
    const address = serve('/kept.ics', calendar(talks), { etag: '"1"' })
    const { sourceId, conferenceId } = await importFrom(editor, address)
    expect(await source(editor, sourceId)).toMatchObject({
      ...{ url: address, etag: '"1"', name: 'programme.example/kept.ics', failures: 0 },
    })
    serve('/kept.ics', calendar([{ id: 'x', title: 'All new' }]))
    const again = await importFrom(editor, address)
    expect(again).toMatchObject({ sourceId, conferenceId })
  })

  test('is called by what can be seen of it, whatever stands in the address', async () => {
    const { editor } = await createTeam()
    const address = serve('/%00a%E2%80%AEb%20%E6%B8%AF.ics', calendar(talks))
    const { sourceId } = await importFrom(editor, address)
    expect(await source(editor, sourceId)).toMatchObject({
      ...{ url: address, name: 'programme.example/ab 港.ics' },
    })
  })

  test('is asked for again, and changes what has changed', async () => {
    const { editor } = await createTeam()
    const address = serve('/changing.ics', calendar(talks), { etag: '"1"' })
    const { sourceId, conferenceId } = await importFrom(editor, address)
    asked.splice(0)
    expect(await refreshSource(editor, sourceId, bySchedule)).toBe('unchanged')
    expect(asked[0]?.headers['if-none-match']).toBe('"1"')
    serve('/changing.ics', calendar(changed), { etag: '"2"' })
    expect(await refreshSource(editor, sourceId, bySchedule)).toBe('applied')
    expect(await sessions(editor, conferenceId)).toEqual([
      'Closing',
      'Nets and knots',
      'Opening',
      'Ropes',
    ])
    expect(await source(editor, sourceId)).toMatchObject({ etag: '"2"', failure: null })
    const imports = await db.import.findMany({ where: { teamId: editor.teamId, sourceId } })
    expect(imports.map(({ state }) => state)).toEqual(['applied', 'applied'])
  })

  test('of an unsteady server costs no import when its sessions are the same', async () => {
    const { editor } = await createTeam()
    const address = serve('/stamped.ics', calendar(talks))
    const { sourceId } = await importFrom(editor, address)
    serve('/stamped.ics', calendar(talks).replace('BEGIN:VEVENT', 'X-NOW:2\r\nBEGIN:VEVENT'))
    expect(await refreshSource(editor, sourceId, bySchedule)).toBe('unchanged')
    expect(await db.import.count({ where: { teamId: editor.teamId } })).toBe(1)
  })

  test('does not do again what was undone, until it changes or somebody asks', async () => {
    const { editor } = await createTeam()
    const address = serve('/undone.ics', calendar(talks))
    const { sourceId, conferenceId } = await importFrom(editor, address)
    serve('/undone.ics', calendar(changed))
    await refreshSource(editor, sourceId, bySchedule)
    const last = await db.import.findFirstOrThrow({
      where: { teamId: editor.teamId, sourceId },
      orderBy: { appliedAt: 'desc' },
    })
    await undoImport(editor, last.id)
    expect(await refreshSource(editor, sourceId, bySchedule)).toBe('unchanged')
    expect(await sessions(editor, conferenceId)).toContain('Nets')
    expect(await refreshSource(editor, sourceId, now)).toBe('applied')
    expect(await sessions(editor, conferenceId)).toContain('Nets and knots')
  })

  test('that came as a file first is one again when the import of its address is undone', async () => {
    const { editor } = await createTeam()
    const address = serve('/first.ics', calendar(talks))
    const { sourceId } = await importFrom(editor, address)
    await db.source.updateMany({ where: { id: sourceId }, data: { url: null } })
    serve('/first.ics', calendar(changed))
    const later = await importFrom(editor, address)
    expect(later.sourceId).toBe(sourceId)
    await scheduleSource(editor, { id: sourceId, schedule: 'daily' })
    await undoImport(editor, later.importId)
    const after = { url: null, schedule: 'off', nextAt: null }
    expect(await source(editor, sourceId)).toMatchObject(after)
  })

  test('that would lose more than half of its sessions waits for a person', async () => {
    const { editor } = await createTeam()
    const address = serve('/halved.ics', calendar(talks))
    const { sourceId, conferenceId } = await importFrom(editor, address)
    serve('/halved.ics', calendar(talks.slice(0, 2)))
    expect(await refreshSource(editor, sourceId, bySchedule), 'half is not more').toBe('applied')
    serve('/halved.ics', calendar([{ id: '9', title: 'Maintenance' }]))
    expect(await refreshSource(editor, sourceId, bySchedule)).toBe('held')
    expect(await sessions(editor, conferenceId)).not.toContain('Maintenance')
    const [shown] = await getSources(editor, conferenceId)
    const heldId = shown?.heldId ?? ''
    expect(await refreshSource(editor, sourceId, bySchedule), 'once is enough').toBe('unchanged')
    const staged = await getImport(editor, heldId)
    const plan = staged && (await getPlan(editor, staged))
    await applyImport(editor, { id: heldId, planHash: plan?.hash ?? '' })
    expect(await sessions(editor, conferenceId)).toContain('Opening (cancelled)')
    expect((await getSources(editor, conferenceId))[0]?.heldId).toBeNull()
  })

  test('that is a table is read as somebody has said', async () => {
    const { editor } = await createTeam()
    const table = (title: string) => `A,B,date,room\n2025-06-02 10:00,${title},x,Quay\n`
    const address = serve('/table.csv', table('Nets'))
    const found = await fetchFile(address, undefined, way)
    if (found.unchanged) throw new Error('unchanged')
    const read = await readApart(found.file.path)
    expect(read).toMatchObject({ ok: false, code: 'is-csv' })
    await found.file.drop()

    const plain = serve('/plain.csv', 'title,topic,when,room\nfirst,Nets,2025-06-02 10:00,Quay\n')
    const first = await fetchFile(plain, undefined, way)
    if (first.unchanged) throw new Error('unchanged')
    const known = await readApart(first.file.path)
    if (!known.ok || !('programme' in known)) throw new Error('unread')
    await first.file.keep()
    const { hash, size } = first.file
    const file = { hash, size, name: first.name, fetched: first.fetched, conferenceId: null }
    const id = await stageImport(editor, { ...file, programme: known.programme, ownZone: 'UTC' })
    const columns = { title: 'subtitle', topic: 'title', when: 'start', room: 'room' } as const
    await updateColumns(editor, { id, columns: { ...columns }, firstDay: '' })
    await expect(
      updateColumns(editor, { id, columns: { ...columns, topic: 'leave' }, firstDay: '' }),
    ).rejects.toMatchObject({ messageKey: 'imports.columns.titleMissing' })
    const row = await getImport(editor, id)
    expect(row?.programme.entries[0]?.values).toMatchObject({
      ...{ title: 'Nets', subtitle: 'first', startsAt: '2025-06-02T10:00:00.000Z' },
    })
    await db.import.updateMany({
      where: { teamId: editor.teamId, id },
      data: { options: { ...row?.options, zone: 'Europe/Lisbon' } as never },
    })
    const staged = await getImport(editor, id)
    const plan = staged && (await getPlan(editor, staged))
    await applyImport(editor, { id, planHash: plan?.hash ?? '' })
    const { sourceId, conferenceId } = await db.import.findFirstOrThrow({
      where: { teamId: editor.teamId, id },
    })
    serve('/plain.csv', 'title,topic,when,room\nsecond,Nets,2025-06-02 10:00,Deck\n')
    expect(await refreshSource(editor, sourceId ?? '', bySchedule)).toBe('applied')
    expect(await sessions(editor, conferenceId ?? '')).toEqual(['Nets'])
  })
})

describe('two sources of one conference', () => {
  test('touch each their own sessions', async () => {
    const { editor } = await createTeam()
    const main = serve('/main.ics', calendar(talks))
    const { sourceId, conferenceId } = await importFrom(editor, main)
    const side = serve(
      '/side.ics',
      calendar([
        { id: '0', title: 'Party' },
        { id: '1', title: 'Walk' },
      ]),
    )
    const other = await importFrom(editor, side, conferenceId)
    expect(other.conferenceId).toBe(conferenceId)
    expect(other.sourceId).not.toBe(sourceId)
    serve('/side.ics', calendar([{ id: '0', title: 'Party at sea' }]))
    expect(await refreshSource(editor, other.sourceId, bySchedule)).toBe('applied')
    expect(await refreshSource(editor, sourceId, now)).toBe('unchanged')
    expect(await sessions(editor, conferenceId)).toEqual([
      ...['Closing', 'Nets', 'Opening', 'Party at sea', 'Ropes', 'Walk (cancelled)'],
    ])
    await removeSource(editor, other.sourceId)
    expect(await getSources(editor, conferenceId)).toHaveLength(1)
    expect(await sessions(editor, conferenceId)).toHaveLength(6)
    expect(await refreshSource(editor, other.sourceId, now)).toBe('failed')
    await restoreSource(editor, other.sourceId)
    expect(await getSources(editor, conferenceId)).toHaveLength(2)
  })
})

describe('what goes wrong', () => {
  const failing: [string, string, () => string][] = [
    ['a page that is gone', 'imports.refused.fetch-missing', () => at('/nothing')],
    [
      'a server in trouble',
      'imports.refused.fetch-broken',
      () => {
        pages.set('/broken', (_, response) => response.writeHead(500).end())
        return at('/broken')
      },
    ],
    [
      'a way into a private network',
      'imports.refused.fetch-refused',
      () => {
        pages.set('/inside', (_, response) => {
          response.writeHead(302, { location: 'http://10.0.0.1/schedule.ics' }).end()
        })
        return at('/inside')
      },
    ],
    [
      'something huge',
      'imports.refused.fetch-toolarge',
      () => serve('/huge', Buffer.alloc(20 * 2 ** 20 + 1, 'x')),
    ],
    [
      'a server that falls silent',
      'imports.refused.fetch-cut',
      () => {
        pages.set('/silent', (_, response) => void response.writeHead(200).write('BEGIN:VCALENDAR'))
        return at('/silent')
      },
    ],
    [
      'a page instead of a programme',
      'importProblems.is-html',
      () => serve('/page', '<!doctype html><html><body>Moved</body></html>'),
    ],
    [
      'links instead of a programme',
      'imports.sources.noProgramme',
      () => serve('/links', 'url,title,tags\nhttps://a.example/,Nets,\n'),
    ],
  ]

  test.each(failing)('%s is told, and nothing is touched', async (_, key, address) => {
    const { editor } = await createTeam()
    const { sourceId, conferenceId } = await importFrom(editor, serve('/good.ics', calendar(talks)))
    await scheduleSource(editor, { id: sourceId, schedule: 'hourly' })
    await db.source.updateMany({ where: { id: sourceId }, data: { url: address() } })
    const hasty = { byHand: false, way: { ...way, patience: key.endsWith('cut') ? 1_500 : 5_000 } }
    expect(await refreshSource(editor, sourceId, hasty)).toBe('failed')
    const [shown] = await getSources(editor, conferenceId)
    expect(shown).toMatchObject({ failures: 1, failure: { key } })
    expect(await sessions(editor, conferenceId)).toHaveLength(4)
    await refreshSource(editor, sourceId, hasty)
    const pause = (await source(editor, sourceId)).nextAt?.getTime() ?? 0
    expect(Math.round((pause - Date.now()) / 3_600_000), 'pauses grow').toBe(4)
  })

  test('until it has happened too often; what works again is forgotten', async () => {
    const { editor } = await createTeam()
    const { sourceId } = await importFrom(editor, serve('/often.ics', calendar(talks)))
    await scheduleSource(editor, { id: sourceId, schedule: 'daily' })
    const data = { failures: 10, failure: '{"key":"x","params":{}}' }
    await db.source.updateMany({ where: { id: sourceId }, data })
    pages.delete('/often.ics')
    await refreshSource(editor, sourceId, bySchedule)
    expect(await source(editor, sourceId)).toMatchObject({ failures: 11, schedule: 'daily' })
    await refreshSource(editor, sourceId, bySchedule)
    expect(await source(editor, sourceId)).toMatchObject({ schedule: 'off', nextAt: null })
    serve('/often.ics', calendar(talks))
    await refreshSource(editor, sourceId, now)
    expect(await source(editor, sourceId)).toMatchObject({ failures: 0, failure: null })
  })

  test.each([
    ['ftp://a.example/x', null],
    ['file:///etc/passwd', null],
    ['javascript:alert(1)', null],
    ['not an address', null],
    ['', null],
    ['webcal://a.example/x.ics', 'https://a.example/x.ics'],
    [' a.example/x.ics#part ', 'https://a.example/x.ics'],
    ['http://a.example', 'http://a.example/'],
  ])('the address %j', (written, meant) => {
    if (meant) expect(readAddress(written)).toBe(meant)
    else expect(() => readAddress(written)).toThrow('fetch-notweb')
  })
})

describe('a schedule', () => {
  const system = systemFor('a test')

  test('fetches what is due, once, as the member who set it up', async () => {
    const { editor, owner } = await createTeam()
    const { sourceId } = await importFrom(owner, serve('/due.ics', calendar(talks)))
    await scheduleSource(editor, { id: sourceId, schedule: 'hourly' })
    serve('/due.ics', calendar(changed))
    asked.splice(0)
    await refreshDueSources(system, way)
    expect(
      asked.filter(({ url }) => url === '/due.ics'),
      'not yet',
    ).toHaveLength(0)
    await due(editor, sourceId)
    await Promise.all([refreshDueSources(system, way), refreshDueSources(system, way)])
    expect(asked.filter(({ url }) => url === '/due.ics')).toHaveLength(1)
    const last = await db.import.findFirstOrThrow({
      where: { teamId: editor.teamId, sourceId },
      orderBy: { createdAt: 'desc' },
    })
    expect([last.state, last.createdById]).toEqual(['applied', editor.userId])
    expect((await source(editor, sourceId)).nextAt?.getTime()).toBeGreaterThan(Date.now())
  })

  test('ends, in words, with the right of who set it up', async () => {
    const { editor, owner } = await createTeam()
    const { sourceId, conferenceId } = await importFrom(editor, serve('/left.ics', calendar(talks)))
    await scheduleSource(editor, { id: sourceId, schedule: 'daily' })
    await db.membership.updateMany({
      where: { teamId: editor.teamId, userId: editor.userId },
      data: { role: 'commenter' },
    })
    serve('/left.ics', calendar(changed))
    await due(editor, sourceId)
    asked.splice(0)
    await refreshDueSources(system, way)
    expect(asked).toHaveLength(0)
    expect((await getSources(owner, conferenceId))[0]).toMatchObject({
      ...{ schedule: 'off', nextAt: null, failure: { key: 'imports.sources.noRight' } },
    })
  })

  test('needs an address', async () => {
    const { editor } = await createTeam()
    const { sourceId } = await importFrom(editor, serve('/file.ics', calendar(talks)))
    await db.source.updateMany({ where: { id: sourceId }, data: { url: null } })
    await expect(scheduleSource(editor, { id: sourceId, schedule: 'daily' })).rejects.toMatchObject(
      { messageKey: 'imports.sources.noAddress' },
    )
    await expect(refreshSoon(editor, sourceId, 10)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('sources are not there for who may not import, nor for another team', async () => {
  const home = await createTeam()
  const other = await createTeam()
  const { sourceId: id, conferenceId } = await importFrom(
    home.editor,
    serve('/own.ics', calendar(talks)),
  )
  for (const member of [home.viewer, home.commenter, other.owner]) {
    expect(await getSources(member, conferenceId)).toEqual([])
    expect(await refreshSource(member, id, now)).toBe('failed')
    for (const attempt of [
      () => scheduleSource(member, { id, schedule: 'hourly' }),
      () => removeSource(member, id),
      () => restoreSource(member, id),
      () => refreshSoon(member, id, 10),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  }
  expect(await source(home.editor, id)).toMatchObject({
    schedule: 'off',
    deletedAt: null,
    failures: 0,
  })
})
