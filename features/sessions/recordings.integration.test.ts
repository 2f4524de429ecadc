import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { removeUnusedFiles } from '@/features/files/mutations'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { hashOf, isStored } from '@/lib/storage'
import { createSession, createTeam } from '@/prisma/factories'
import { getSession } from './queries'
import {
  addRecording,
  dropRecording,
  getRecordingContent,
  getRecordingFile,
  removeRecording,
  restoreRecording,
} from './recordings'

// Where files lie is read from the environment once, before any of the imports above
const folder = await vi.hoisted(async () => {
  const { mkdtemp } = await import('node:fs/promises')
  const made = await mkdtemp('/tmp/hallway-recordings-')
  process.env.HALLWAY_DATA = made
  return made
})

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

/** Enough of a sound file to be taken for one; another for each word. */
const sound = (word: string) =>
  Buffer.from(`RIFF\x24\0\0\0WAVEfmt ${word}${cast.team.id}`, 'latin1')
const add = (member: Member, bytes: Buffer, id = newId(), sessionId = session.id) => {
  const body = { stream: Readable.from([bytes]), length: bytes.length }
  return addRecording(member, { id, sessionId }, body)
}
const unread = (length: number) => ({ stream: Readable.from([sound('unread')]), length })
const rows = () =>
  db.recording.findMany({ where: { teamId: cast.team.id }, orderBy: { createdAt: 'asc' } })
const current = async (member: Member) => (await getSession(member, session.id))?.uploaded ?? null
const incoming = () => readdir(path.join(folder, 'files', 'incoming'))
const events = () => db.event.count({ where: { teamId: cast.team.id } })

describe('uploading', () => {
  test('makes it the session’s, once however often it is sent', async () => {
    const { editor, viewer } = cast
    const [id, bytes] = [newId(), sound('one')]
    expect(await add(editor, bytes, id)).toBe(true)
    const told = await events()
    expect(await add(editor, bytes, id)).toBe(false)
    expect(await add(editor, bytes)).toBe(false)
    expect(await current(viewer)).toEqual({ id, mediaType: 'audio/wav' })
    expect(await getRecordingContent(viewer, session.id, id)).toMatchObject({
      hash: hashOf(bytes),
      size: bytes.length,
      mediaType: 'audio/wav',
    })
    expect(await rows()).toHaveLength(1)
    expect(await events()).toBe(told)
    expect(await incoming()).toEqual([])
  })

  test('puts a second one in its place; two at once leave one', async () => {
    const { editor, owner } = cast
    const first = newId()
    await add(editor, sound('one'), first)
    await Promise.all([add(editor, sound('two')), add(owner, sound('three'))])
    const all = await rows()
    expect(all).toHaveLength(3)
    expect(all.filter(({ deletedAt }) => deletedAt === null)).toHaveLength(1)
    // Sent again after it was replaced, it stays replaced
    expect(await add(editor, sound('one'), first)).toBe(false)
    expect(await rows()).toEqual(all)
    await expect(add(editor, sound('four'), first)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('takes nothing but recordings, whatever they are called', async () => {
    for (const content of [
      '',
      'noise',
      '<svg onload="alert(1)"/>',
      '<!--ftypisom-->',
      'MZ\x90\0',
    ]) {
      await expect(add(cast.editor, Buffer.from(content, 'latin1'))).rejects.toMatchObject({
        code: 'INVALID',
        messageKey: 'files.noRecording',
      })
    }
    expect(await rows()).toEqual([])
    expect(await db.file.count({ where: { teamId: cast.team.id } })).toBe(0)
    expect(await incoming()).toEqual([])
  })

  test('refuses what is too large by what its sender says, before reading it', async () => {
    const body = unread(2_000_000_001)
    await expect(
      addRecording(cast.editor, { id: newId(), sessionId: session.id }, body),
    ).rejects.toMatchObject({ code: 'TOO_LARGE', params: { limit: 2 } })
    expect(body.stream.readableDidRead).toBe(false)
  })

  test('is for editors of the team; whoever else sends one is refused before it is read', async () => {
    const { commenter, viewer } = cast
    const stranger = (await createTeam({ name: 'Another team' })).editor
    for (const [member, code] of [
      [viewer, 'FORBIDDEN'],
      [commenter, 'FORBIDDEN'],
      [stranger, 'NOT_FOUND'],
    ] as const) {
      const body = unread(100)
      await expect(
        addRecording(member, { id: newId(), sessionId: session.id }, body),
      ).rejects.toMatchObject({ code })
      expect(body.stream.readableDidRead).toBe(false)
      await expect(removeRecording(member, session.id)).rejects.toMatchObject({ code })
      await expect(restoreRecording(member, session.id)).rejects.toMatchObject({ code })
    }
    expect(await getRecordingFile(viewer, session.id)).toBeNull()
    expect(await rows()).toEqual([])
  })
})

describe('what is there', () => {
  test('is seen by the whole team and nobody else, and goes with its session', async () => {
    const { editor, viewer, team } = cast
    const id = newId()
    await add(editor, sound('one'), id)
    const stranger = (await createTeam({ name: 'Another team' })).owner
    const other = await createSession(team.id)
    expect(await getRecordingContent(viewer, session.id, id)).not.toBeNull()
    expect(await getRecordingContent(stranger, session.id, id)).toBeNull()
    expect(await getRecordingContent(viewer, other.id, id)).toBeNull()
    await db.session.update({
      where: { teamId_id: { teamId: team.id, id: session.id } },
      data: { deletedAt: new Date() },
    })
    expect(await getRecordingContent(viewer, session.id, id)).toBeNull()
  })

  test('is removed and taken back, unless another has come since', async () => {
    const { editor, viewer } = cast
    const id = newId()
    await add(editor, sound('one'), id)
    await removeRecording(editor, session.id)
    await removeRecording(editor, session.id)
    expect(await current(viewer)).toBeNull()
    expect(await getRecordingContent(viewer, session.id, id)).toBeNull()
    expect(await getRecordingFile(editor, session.id)).toMatchObject({ restorable: true })
    await restoreRecording(editor, session.id)
    expect(await current(viewer)).toMatchObject({ id })
    await removeRecording(editor, session.id)
    await add(editor, sound('two'))
    const second = await current(viewer)
    await restoreRecording(editor, session.id)
    expect(await current(viewer)).toEqual(second)
    expect(await getRecordingFile(editor, session.id)).toMatchObject({
      restorable: false,
      current: { size: sound('two').length, by: 'Edda Editor' },
    })
  })

  test('is dropped by its id, which tells it from the one that came since', async () => {
    const { editor, viewer, commenter } = cast
    const [first, second] = [newId(), newId()]
    const drop = (id: string, who: Member = editor) =>
      dropRecording(who, { id, sessionId: session.id })
    await add(editor, sound('one'), first)
    for (const who of [viewer, commenter]) {
      await expect(drop(first, who)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(drop(newId())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await add(editor, sound('two'), second)
    await drop(first)
    expect(await getRecordingContent(viewer, session.id, second)).not.toBeNull()
    await drop(second)
    await drop(second)
    expect(await getRecordingContent(viewer, session.id, second)).toBeNull()
  })

  test('is cleaned up 30 days after it was removed, and not while another team has it', async () => {
    const { editor, team } = cast
    const bytes = sound('one')
    const other = await createTeam({ name: 'Another team' })
    const theirs = await createSession(other.team.id)
    await add(editor, bytes)
    await add(other.editor, bytes, newId(), theirs.id)
    const age = (days: number) => new Date(Date.now() - days * 86_400_000)
    const all = { hash: hashOf(bytes) }
    await db.file.updateMany({ where: all, data: { createdAt: age(60) } })
    const mine = { ...all, teamId: team.id }
    await db.recording.updateMany({ where: mine, data: { deletedAt: age(31) } })
    const clean = () => removeUnusedFiles(systemFor('test'))
    await clean()
    expect(await db.recording.count({ where: all })).toBe(1)
    expect(await db.file.count({ where: all })).toBe(1)
    expect(await isStored(all.hash)).toBe(true)
    await db.recording.updateMany({ where: all, data: { deletedAt: age(31) } })
    await clean()
    expect(await isStored(all.hash)).toBe(false)
  })
})
