import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { startJobs } from '@/lib/jobs'
import { createSession, createTeam } from '@/prisma/factories'
import { applyImportJob } from './background'
import { bringFile } from './bringing'
import { getImportRecord } from './records'
import { bringInput } from './schema'

afterAll(async () => {
  const hooks: unknown = Reflect.get(globalThis, Symbol.for('hallway.stop'))
  if (hooks instanceof Set) await Promise.all([...hooks].map((stop) => stop()))
})

const calendar = (zone = '') =>
  ['BEGIN:VCALENDAR', 'X-WR-CALNAME:Cloud Days', 'BEGIN:VEVENT', 'UID:a', 'SUMMARY:Opening']
    .concat(`DTSTART${zone && `;TZID=${zone}`}:20261110T090000`, 'DURATION:PT30M')
    .concat('END:VEVENT', 'END:VCALENDAR', '')
    .join('\r\n')
const links = '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example/x">A</A></DL>'

const send = (member: Member, words: string, given: object = {}, length = Number.NaN) => {
  const input = bringInput.parse({ id: newId(), ...given })
  const stream = Readable.from([Buffer.from(words)])
  return bringFile(member, input, { stream, length }).then(async (created) => {
    const { state, kind } = (await getImportRecord(member, input.id)) ?? {}
    return { created, state, kind }
  })
}

test('a program sends a file, and what is proposed is done, once', async () => {
  const { editor, commenter } = await createTeam()
  const { teamId } = editor
  void startJobs([applyImportJob] as never)
  const id = newId()
  const done = { state: 'applied', kind: 'icalendar' }
  expect(await send(editor, calendar('Europe/Berlin'), { id })).toEqual({ created: true, ...done })
  expect(await send(editor, calendar('Europe/Berlin'), { id })).toEqual({ created: false, ...done })
  expect(await send(editor, links)).toEqual({ created: true, state: 'applied', kind: 'links' })
  const found = await db.session.findMany({ where: { teamId } })
  expect(found.map(({ startsAt }) => startsAt)).toEqual([new Date('2026-11-10T08:00:00Z')])
  expect(await db.entry.count({ where: { teamId } })).toBe(1)
  await expect(send(editor, links, { id })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(send(commenter, links)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(send(editor, '%PDF-1.7')).rejects.toMatchObject({
    messageKey: 'importProblems.is-pdf',
  })
})

test('annotations come the same way', async () => {
  const { editor } = await createTeam()
  const { teamId } = editor
  const { id: sessionId } = await createSession(teamId)
  const url = 'https://conference.example/talks/1'
  await db.session.updateMany({ where: { teamId, id: sessionId }, data: { url } })
  const body = { type: 'TextualBody', value: 'Said elsewhere' }
  const note = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'Annotation',
    body,
    target: url,
  }
  expect(await send(editor, JSON.stringify(note))).toEqual({
    ...{ created: true, state: 'applied', kind: 'annotations' },
  })
  expect(await db.annotation.findMany({ where: { teamId } })).toMatchObject([
    { sessionId, bodyPlain: 'Said elsewhere' },
  ])
})

test('a programme whose zone nobody has said waits; the sender may say it', async () => {
  const [{ editor }, { owner: stranger }] = [await createTeam(), await createTeam()]
  const { teamId } = editor
  const id = newId()
  expect(await send(editor, calendar(), { id })).toMatchObject({ state: 'staged' })
  const zone = 'Asia/Shanghai'
  expect(await send(editor, calendar(), { id, zone })).toMatchObject({
    ...{ created: false, state: 'applied' },
  })
  const conference = await db.conference.findFirstOrThrow({ where: { teamId } })
  const session = await db.session.findFirstOrThrow({ where: { teamId } })
  expect([conference.zone, session.startsAt]).toEqual([zone, new Date('2026-11-10T01:00:00Z')])
  // What goes to a conference is read by its clocks, whatever the sender’s say
  const sent = { conference: conference.id, zone: 'America/New_York' }
  const later = calendar().replace('090000', '100000')
  expect(await send(editor, later, sent)).toMatchObject({ state: 'applied' })
  const now = await db.session.findMany({ where: { teamId } })
  expect(now.map(({ startsAt }) => startsAt)).toEqual([new Date('2026-11-10T02:00:00Z')])
  await expect(send(stranger, later, sent)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
