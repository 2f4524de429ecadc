import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { startJobs } from '@/lib/jobs'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { applyImportJob } from './background'
import { bringFile } from './bringing'
import { getImportRecord } from './records'
import { bringInput } from './schema'

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
  const twice = { id: newId() }
  const sent = calendar('Europe/Berlin').replaceAll('Opening', 'Closing').replace('UID:a', 'UID:b')
  const both = await Promise.all([send(editor, sent, twice), send(editor, sent, twice)])
  expect(both.map(({ created }) => created).sort()).toEqual([false, true])
  expect(both.map(({ state }) => state)).toEqual(['applied', 'applied'])
  const found = await db.session.findMany({ where: { teamId, title: 'Opening' } })
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

const watch = (id: string) => `https://www.youtube.com/watch?v=${id.padEnd(11, '_')}`
const vtt = (said: string) => `WEBVTT\n\n00:01.000 --> 00:04.000\n${said}\n`

test('a playlist goes to the talks that are sure of it; the rest waits', async () => {
  const { editor } = await createTeam()
  const { teamId } = editor
  const { id: conference } = await createConference(teamId)
  await createConference(teamId, { title: 'Another' })
  const talk = await createSession(teamId, { conferenceId: conference, title: 'Beyond agile' })
  const list = `1. Beyond agile - Ada Byron\n${watch('agile')}\n2. Aftermovie\n${watch('after')}`
  const id = newId()
  const as = 'recordings'
  // Of two conferences nobody can tell which, until it is said
  expect(await send(editor, list, { id, as })).toMatchObject({ created: true, state: 'staged' })
  const done = { created: false, state: 'applied', kind: 'recordings' }
  expect(await send(editor, list, { id, as, conference })).toEqual(done)
  expect(await send(editor, list, { id, as, conference })).toEqual(done)
  const key = { teamId_id: { teamId, id: talk.id } }
  expect(await db.session.findUniqueOrThrow({ where: key })).toMatchObject({
    ...{ recordingUrl: watch('agile'), recordingState: 'available' },
  })
  // Nothing is sure any more that would not replace one
  const other = list.replace('agile', 'other')
  expect(await send(editor, other, { as, conference })).toMatchObject({ state: 'staged' })
  await expect(send(editor, 'no address at all', { as, conference })).rejects.toMatchObject({
    messageKey: 'importProblems.no-links',
  })
  await expect(send(editor, '%PDF-1.7', { as, conference })).rejects.toMatchObject({
    messageKey: 'importProblems.is-pdf',
  })
  await expect(send(editor, 'x\n'.repeat(600_000), { as, conference })).rejects.toMatchObject({
    messageKey: 'importProblems.too-large',
  })
})

test('transcripts are known by what they hold, or by being called so', async () => {
  const { editor } = await createTeam()
  const { teamId } = editor
  const { id: conferenceId } = await createConference(teamId)
  await createSession(teamId, { conferenceId, title: 'Beyond agile' })
  await createSession(teamId, { conferenceId, title: 'Old wine in new bottles' })
  const applied = { state: 'applied', kind: 'transcripts' }
  const timed = { name: 'Beyond agile.en.vtt' }
  expect(await send(editor, vtt('We sandbox.'), timed)).toMatchObject(applied)
  const plain = { name: 'Old wine in new bottles.txt', as: 'transcripts' }
  expect(await send(editor, 'What was said.\n\nAnd more.', plain)).toMatchObject(applied)
  const found = await db.transcript.findMany({ where: { teamId }, orderBy: { plain: 'asc' } })
  expect(found.map(({ plain, language }) => [plain, language])).toEqual([
    ['We sandbox.', 'en'],
    [expect.stringContaining('What was said.'), ''],
  ])
})

test('what no database stores in texts is taken out of them, names of files cut anywhere', async () => {
  const { editor } = await createTeam()
  const { teamId } = editor
  await createConference(teamId)
  const note = { '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'Annotation', id: 'urn:x' }
  const body = { type: 'TextualBody', value: 'half \ud83d a sign, \0 none' }
  const target = {
    source: 'https://a.example/x',
    selector: { type: 'TextQuoteSelector', exact: '\udc00\0' },
  }
  const sent = JSON.stringify({ ...note, body, target })
  const name = (ending: string) => `${'x'.repeat(199)}😀.${ending}`
  const given = [
    ['annotations', sent, 'jsonld'],
    ['links', links, 'html'],
    ['notes', '# A day\n\n## A talk\n\nWords.', 'md'],
    ['transcripts', vtt('Words.'), 'vtt'],
  ] as const
  for (const [kind, words, ending] of given) {
    const id = newId()
    const as = kind === 'notes' ? { as: kind } : {}
    const input = bringInput.parse({ id, name: `x.${ending}`, confirm: 'no', ...as })
    const stream = Readable.from([Buffer.from(words)])
    // Of a form, which sends longer ones
    const named = { ...input, name: name(ending) }
    expect(await bringFile(editor, named, { stream, length: Number.NaN })).toBe(true)
    expect(await getImportRecord(editor, id)).toMatchObject({ kind, state: 'staged' })
  }
  const { programme } = await db.import.findFirstOrThrow({ where: { teamId, kind: 'annotations' } })
  expect(JSON.stringify(programme)).toContain('half \ufffd a sign,  none')
})
