import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createSession, createTeam } from '@/prisma/factories'
import { getSessionRecord, getTranscriptRecord } from './records'
import {
  dropTranscript,
  putSession,
  putSessionInput,
  putTranscript,
  putTranscriptInput,
} from './sending'
import { restoreTranscript } from './transcripts'

// What a program sends: the transcript of a session, and when its recording begins.

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let id: string

beforeEach(async () => {
  cast = await createTeam()
  id = (await createSession(cast.team.id)).id
})

const vtt = (said: string) => `WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>${said}\n`
const send = (said: string, given: object = {}, who = cast.editor, session = id) => {
  const input = putTranscriptInput.parse({ id: session, name: 'talk.vtt', ...given })
  return putTranscript(who, input, new Uint8Array(Buffer.from(vtt(said))))
}
const told = () => getTranscriptRecord(cast.viewer, id)

test('a transcript is put, read, replaced by whoever saw it, dropped and brought back', async () => {
  const cues = [{ fromMs: 1000, toMs: 4000, speaker: 'Ada', text: 'One.' }]
  await Promise.all([send('One.'), send('One.', { language: 'en' })])
  expect(await told()).toMatchObject({ session: id, format: 'webvtt', revision: 1, cues })
  const conflict = { code: 'CONFLICT' }
  await expect(send('Two.')).rejects.toMatchObject(conflict)
  await expect(send('Two.', { revision: 7 })).rejects.toMatchObject(conflict)
  await send('Two.', { revision: 1 })
  await send('Two.', { revision: 1 })
  const second = await told()
  expect(second).toMatchObject({ revision: 2, cues: [{ text: 'Two.' }] })
  expect(await getSessionRecord(cast.viewer, id)).toMatchObject({
    transcript: { id: second?.id, revision: 2 },
  })
  await dropTranscript(cast.editor, id)
  await dropTranscript(cast.editor, id)
  expect(await told()).toBeNull()
  // It was seen, but is gone: what was to take its place has none
  await expect(send('Three.', { revision: 2 })).rejects.toMatchObject(conflict)
  await restoreTranscript(cast.editor, second?.id ?? '')
  expect(await told()).toMatchObject({ revision: 2 })
  expect(await db.transcript.count({ where: { teamId: cast.team.id } })).toBe(2)
})

test('who may not edit sessions changes none of it, and another team finds nothing', async () => {
  const { owner: stranger } = await createTeam()
  await send('One.')
  for (const who of [cast.viewer, cast.commenter]) {
    await expect(send('Two.', { revision: 1 }, who)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(dropTranscript(who, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  const missing = { code: 'NOT_FOUND' }
  await expect(send('Two.', {}, stranger)).rejects.toMatchObject(missing)
  await expect(dropTranscript(stranger, id)).rejects.toMatchObject(missing)
  await expect(dropTranscript(cast.editor, newId())).rejects.toMatchObject(missing)
  expect(await getTranscriptRecord(stranger, id)).toBeNull()
  expect(await told()).toMatchObject({ cues: [{ text: 'One.' }] })
})

test('the start of a recording is set with the session, kept where nothing is said, and emptied', async () => {
  const sent = (given: object) => {
    const times = { startsAt: '2026-11-10T09:00:00Z', endsAt: '2026-11-10T09:30:00Z' }
    return putSession(cast.editor, putSessionInput.parse({ id, title: 'A', ...times, ...given }))
  }
  const began = async () => (await getSessionRecord(cast.viewer, id))?.recordingStartsAt
  await sent({ revision: 1, recordingStartsAt: '2026-11-10T08:58:30.700Z' })
  expect(await began()).toBe('2026-11-10T09:58:30+01:00')
  await sent({ revision: 2, title: 'B' })
  expect(await began()).toBe('2026-11-10T09:58:30+01:00')
  await expect(
    sent({ revision: 3, recordingStartsAt: '2026-11-12T09:00:00Z' }),
  ).rejects.toMatchObject({ fieldErrors: { recordingStartsAt: 'sessions.errors.recordingStart' } })
  await expect(
    sent({ revision: 3, startsAt: null, endsAt: null, recordingStartsAt: '2026-11-10T09:00:00Z' }),
  ).rejects.toMatchObject({ fieldErrors: { startsAt: 'sessions.errors.startMissing' } })
  await sent({ revision: 3, recordingStartsAt: null })
  expect(await began()).toBeNull()
})
