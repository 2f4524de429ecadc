import { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { startJobs } from '@/lib/jobs'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { applyImportJob } from './background'
import { bringFile } from './bringing'
import { confirmationInput, confirmPlan, takeBack } from './confirming'
import { tellImport } from './records'
import { bringInput } from './schema'

// An import as a program sees it through: its plan, the confirmation that names it, and taking it back.

beforeAll(() => startJobs([applyImportJob] as never))

const watch = (id: string) => `https://www.youtube.com/watch?v=${id.padEnd(11, '_')}`

async function send(member: Member, words: string, given: object = {}) {
  const input = bringInput.parse({ id: newId(), confirm: 'no', ...given })
  const body = { stream: Readable.from([Buffer.from(words)]), length: Number.NaN }
  await bringFile(member, input, body)
  return tellImport(member, input.id)
}

const confirm = (member: Member, sent: object) =>
  confirmPlan(member, confirmationInput.parse({ plan: '0'.repeat(64), ...sent }))

async function talks() {
  const { editor, owner, viewer } = await createTeam()
  const { id: conference } = await createConference(editor.teamId)
  const make = (title: string) => createSession(editor.teamId, { conferenceId: conference, title })
  const [agile, wine] = [await make('Beyond agile'), await make('Old wine in new bottles')]
  const addressOf = async ({ id }: { id: string }) => {
    const where = { teamId_id: { teamId: editor.teamId, id } }
    return (await db.session.findUniqueOrThrow({ where })).recordingUrl
  }
  return { editor, owner, viewer, conference, agile, wine, addressOf }
}

test('pairs are read, changed, confirmed by their plan, reported, and taken back', async () => {
  const { editor, viewer, conference, agile, wine, addressOf } = await talks()
  const list = `Beyond agile\n${watch('agile')}\nKeynote of the second day\n${watch('wine')}`
  const staged = await send(editor, list, { as: 'recordings', conference })
  expect(staged).toMatchObject({ state: 'staged', report: null })
  expect(staged.plan).toMatchObject({ added: 1, changed: 0, unchanged: 0 })
  expect(staged.plan?.pairs).toMatchObject([
    { row: 0, session: agile.id, take: true, what: 'new' },
    { row: 1, take: false },
  ])
  const { id } = staged
  const plan = staged.plan?.hash ?? ''
  const pairs = [{ row: 1, session: wine.id, take: true }]
  await expect(confirm(editor, { id, pairs })).rejects.toMatchObject({
    messageKey: 'imports.apply.otherPlan',
  })
  const clash = [{ row: 1, session: agile.id, take: true }]
  await expect(confirm(editor, { id, plan, pairs: clash })).rejects.toMatchObject({
    code: 'INVALID',
  })
  await expect(confirm(viewer, { id, plan })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  // What was chosen is kept, as on the page: the plan is another now
  const now = (await tellImport(editor, id)).plan?.hash
  expect(now).not.toBe(plan)
  await confirm(editor, { id, plan: now, pairs })
  await confirm(editor, { id, plan: now, pairs })
  const done = await tellImport(editor, id)
  expect(done).toMatchObject({ state: 'applied', plan: null, report: { added: 2 } })
  expect([await addressOf(agile), await addressOf(wine)]).toEqual([watch('agile'), watch('wine')])
  await expect(takeBack(viewer, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  for (const again of [takeBack, takeBack]) await again(editor, id)
  expect(await tellImport(editor, id)).toMatchObject({ state: 'undone' })
  expect([await addressOf(agile), await addressOf(wine)]).toEqual([null, null])
  await expect(confirm(editor, { id, plan: now })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('each kind has a plan; one of links is its owner’s alone', async () => {
  const { editor, owner } = await talks()
  const { owner: stranger } = await createTeam()
  const links =
    '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example/x">A</A></DL>'
  const programme = [
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:X',
    'BEGIN:VEVENT',
    'UID:a',
    'SUMMARY:Opening',
  ]
    .concat('DTSTART;TZID=Europe/Berlin:20261110T090000', 'DURATION:PT30M', 'END:VEVENT')
    .concat('END:VCALENDAR', '')
    .join('\r\n')
  const note = { type: 'TextualBody', value: 'Said elsewhere' }
  const web = { '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'Annotation', body: note }
  const annotation = JSON.stringify({ ...web, target: 'https://nowhere.example/' })
  const sent = [
    await send(editor, links),
    await send(editor, programme),
    await send(editor, '# Beyond agile\n\n- They measured it twice\n', { as: 'notes' }),
    await send(editor, annotation),
  ]
  expect(sent.map(({ kind, plan }) => [kind, plan?.added])).toEqual([
    ['links', 1],
    ['icalendar', 1],
    ['notes', 1],
    ['annotations', 0],
  ])
  const [first, second] = sent
  const missing = { code: 'NOT_FOUND' }
  for (const who of [owner, stranger]) {
    const id = first?.id ?? ''
    await expect(tellImport(who, id)).rejects.toMatchObject(missing)
    await expect(takeBack(who, id)).rejects.toMatchObject(missing)
    await expect(confirm(who, { id, plan: first?.plan?.hash })).rejects.toMatchObject(missing)
  }
  // A colleague confirms what the team imports; pairs are of recordings alone
  const id = second?.id ?? ''
  const plan = second?.plan?.hash
  const pairs = [{ row: 0, session: null, take: false }]
  await expect(confirm(owner, { id, plan, pairs })).rejects.toMatchObject({ code: 'INVALID' })
  await confirm(owner, { id, plan })
  expect(await tellImport(editor, id)).toMatchObject({ state: 'applied' })
  for (const again of [takeBack, takeBack]) await again(editor, first?.id ?? '')
  expect(await tellImport(editor, first?.id ?? '')).toMatchObject({
    state: 'discarded',
    plan: null,
  })
  expect(await db.entry.count({ where: { teamId: editor.teamId } })).toBe(0)
})
