import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { textHash } from '@/features/sessions/passage'
import { attachTranscript } from '@/features/sessions/transcripts'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { receive } from '@/lib/storage'
import { createAnnotation, createConference, createSession, createTeam } from '@/prisma/factories'
import { discardImport } from '../mutations'
import { getImports } from '../queries'
import { applyMedia } from './apply'
import { mediaChoicesInput } from './choices'
import { stageRecordings } from './recordings'
import { chooseMediaConference, getMediaImport, getMediaPlan, saveMediaChoices } from './staging'
import { stageTranscripts } from './transcripts'
import { undoMedia } from './undo'

const watch = (id: string) => `https://www.youtube.com/watch?v=${id.padEnd(11, '_')}`
const playlist = `1. Simple made easier - Ada Byron
${watch('simple')}&list=PL1&index=1
Cloud Days 2026: Beyond agile
${watch('agile')}
Aftermovie
${watch('after')}
Old wine in new bottles
${watch('wine2')}`

async function conference(member: Member) {
  const { id: conferenceId } = await createConference(member.teamId)
  const make = (title: string, recordingUrl?: string) =>
    createSession(member.teamId, { conferenceId, title, ...(recordingUrl && { recordingUrl }) })
  const simple = await make('Simple made easier')
  const agile = await make('Beyond agile')
  const wine = await make('Old wine in new bottles', watch('wine1'))
  return { conferenceId, simple, agile, wine }
}

const stage = (member: Member, conferenceId: string | null, text = playlist) =>
  stageRecordings(member, { conferenceId, text, name: 'recordings.txt' })

async function planOf(member: Member, id: string) {
  const staged = await getMediaImport(member, id)
  const plan = staged && (await getMediaPlan(member, staged))
  if (!plan) throw new Error('no plan')
  return plan
}

/** As the page sends it: every row with its session, the ticked ones by their number. */
async function choose(member: Member, id: string, change: Record<number, string | null> = {}) {
  const { rows, seen } = await planOf(member, id)
  const pair = rows.map(({ index, session }) => {
    const chosen = index in change ? change[index] : session
    return `${index}:${chosen ?? ''}`
  })
  const take = rows
    .filter(({ index, take }) => (index in change ? change[index] : take))
    .map(({ index }) => `${index}`)
  return saveMediaChoices(member, mediaChoicesInput.parse({ id, seen, pair, take }))
}

async function confirm(member: Member, id: string, change: Record<number, string | null> = {}) {
  await applyMedia(member, { id, planHash: await choose(member, id, change) })
}

const recordingsOf = async ({ teamId }: Member) =>
  Object.fromEntries(
    (await db.session.findMany({ where: { teamId } })).map(({ title, recordingUrl }) => [
      title,
      recordingUrl,
    ]),
  )

describe('an import of recordings', () => {
  test('proposes pairs, ticks the sure ones that replace nothing, and sets the chosen', async () => {
    const { editor } = await createTeam()
    const { conferenceId, simple, agile, wine } = await conference(editor)
    const id = await stage(editor, conferenceId)
    const { rows } = await planOf(editor, id)
    expect(rows.map(({ session, take, what }) => [session, take, what])).toEqual([
      [simple.id, true, 'new'],
      [agile.id, true, 'new'],
      [null, false, 'none'],
      [wine.id, false, 'replaces'],
    ])
    expect((await recordingsOf(editor))['Simple made easier']).toBeNull()
    await confirm(editor, id)
    expect(await recordingsOf(editor)).toEqual({
      'Simple made easier': watch('simple'),
      'Beyond agile': watch('agile'),
      'Old wine in new bottles': watch('wine1'),
    })
    const set = await db.session.findFirst({ where: { teamId: editor.teamId, id: simple.id } })
    expect(set).toMatchObject({ recordingState: 'available', editedFields: ['recordingUrl'] })
    const done = await getMediaImport(editor, id)
    expect(done?.report).toMatchObject({ added: 2, changed: 0, unchanged: 0, left: 2 })
    const [listed] = (await getImports(editor)).imports
    expect(listed).toMatchObject({ kind: 'recordings', state: 'applied', conferenceId })
  })

  test('twice the same is once, at the same time or one after another', async () => {
    const { editor } = await createTeam()
    const { conferenceId, simple } = await conference(editor)
    const id = await stage(editor, conferenceId)
    const planHash = await choose(editor, id)
    await Promise.all([applyMedia(editor, { id, planHash }), applyMedia(editor, { id, planHash })])
    const after = await db.session.findFirst({ where: { teamId: editor.teamId, id: simple.id } })
    expect(after?.revision).toBe(2)
    const again = await stage(editor, conferenceId)
    const { rows, taken } = await planOf(editor, again)
    expect(rows.map(({ what }) => what)).toEqual(['same', 'same', 'none', 'replaces'])
    expect(taken).toEqual([])
    await expect(confirm(editor, again)).rejects.toMatchObject({
      messageKey: 'imports.media.nothing',
    })
  })

  test('is undone as a whole, but for what has been changed since', async () => {
    const { editor } = await createTeam()
    const { conferenceId, simple, wine } = await conference(editor)
    const id = await stage(editor, conferenceId)
    await confirm(editor, id, { 3: wine.id })
    expect((await recordingsOf(editor))['Old wine in new bottles']).toBe(watch('wine2'))
    await db.session.updateMany({
      where: { teamId: editor.teamId, id: simple.id },
      data: { recordingUrl: watch('mine') },
    })
    await undoMedia(editor, id)
    await undoMedia(editor, id)
    expect(await recordingsOf(editor)).toEqual({
      'Simple made easier': watch('mine'),
      'Beyond agile': null,
      'Old wine in new bottles': watch('wine1'),
    })
    const back = await db.session.findFirst({ where: { teamId: editor.teamId, id: wine.id } })
    expect(back).toMatchObject({ recordingUrl: watch('wine1'), editedFields: [] })
    const { report, state } = (await getMediaImport(editor, id)) ?? {}
    expect(state).toBe('undone')
    expect(report?.undo).toEqual({
      restored: 2,
      kept: [{ sessionId: simple.id, title: 'Simple made easier' }],
    })
  })

  test('is refused in words for two on one talk, and when the talks have changed meanwhile', async () => {
    const { editor } = await createTeam()
    const { conferenceId, simple, agile } = await conference(editor)
    const id = await stage(editor, conferenceId)
    await expect(choose(editor, id, { 2: simple.id })).rejects.toMatchObject({
      messageKey: 'imports.media.clash',
      params: { title: 'Simple made easier' },
    })
    // What was chosen is there again
    expect((await planOf(editor, id)).rows[2]).toMatchObject({ session: simple.id, take: true })
    const planHash = await choose(editor, id, { 2: null })
    await db.session.updateMany({
      where: { teamId: editor.teamId, id: agile.id },
      data: { recordingUrl: watch('other') },
    })
    await expect(applyMedia(editor, { id, planHash })).rejects.toMatchObject({
      messageKey: 'imports.media.changed',
    })
    expect((await recordingsOf(editor))['Simple made easier']).toBeNull()
  })

  test('asks for the conference when there are several, and pairs anew with another', async () => {
    const { editor } = await createTeam()
    const { conferenceId } = await conference(editor)
    expect((await getMediaImport(editor, await stage(editor, null)))?.options.conferenceId).toBe(
      conferenceId,
    )
    const other = await createConference(editor.teamId, { title: 'Another' })
    const id = await stage(editor, null)
    const staged = await getMediaImport(editor, id)
    expect(staged && (await getMediaPlan(editor, staged))).toBeNull()
    await chooseMediaConference(editor, { id, conference: conferenceId })
    expect((await planOf(editor, id)).taken).toHaveLength(2)
    await chooseMediaConference(editor, { id, conference: other.id })
    expect((await planOf(editor, id)).taken).toHaveLength(0)
  })

  test('is for those who may import, of this team alone', async () => {
    const { editor, owner, commenter, viewer } = await createTeam()
    const { conferenceId, simple } = await conference(editor)
    const { editor: stranger } = await createTeam()
    const theirs = await conference(stranger)
    const gone = { code: 'NOT_FOUND' }
    for (const who of [commenter, viewer]) {
      await expect(stage(who, conferenceId)).rejects.toMatchObject(gone)
    }
    const id = await stage(editor, conferenceId)
    const planHash = await choose(editor, id)
    for (const who of [commenter, viewer, stranger]) {
      expect(await getMediaImport(who, id)).toBeNull()
      await expect(applyMedia(who, { id, planHash })).rejects.toMatchObject(gone)
      await expect(undoMedia(who, id)).rejects.toMatchObject(gone)
      await expect(discardImport(who, id)).rejects.toMatchObject(gone)
      await expect(
        chooseMediaConference(who, { id, conference: theirs.conferenceId }),
      ).rejects.toMatchObject(gone)
    }
    // Another team's conference and sessions are as if they were not there
    await expect(
      chooseMediaConference(editor, { id, conference: theirs.conferenceId }),
    ).rejects.toMatchObject(gone)
    const foreign = await stage(editor, theirs.conferenceId)
    expect((await getMediaImport(editor, foreign))?.options.conferenceId).toBeNull()
    await choose(editor, id, { 2: theirs.simple.id })
    expect((await planOf(editor, id)).rows[2]).toMatchObject({ chosen: null, what: 'none' })
    // An owner of the team may confirm what an editor brought
    await applyMedia(owner, { id, planHash: await choose(owner, id, { 2: null }) })
    expect((await recordingsOf(editor))[simple.title]).toBe(watch('simple'))
    expect((await recordingsOf(stranger))[simple.title]).toBeNull()
  })
})

const vtt = (text: string) => `WEBVTT\n\n00:01.000 --> 00:04.000\n${text}\n`

describe('an import of transcripts', () => {
  /** As the upload takes them in. */
  async function bring(member: Member, conferenceId: string | null, files: Record<string, string>) {
    const sent = await Promise.all(
      Object.entries(files).map(async ([name, text]) => {
        return { name, file: await receive(Readable.from([Buffer.from(text)]), 2 ** 20) }
      }),
    )
    return stageTranscripts(member, { sent, conferenceId })
  }

  const files = {
    'simple-made-easy.en.vtt': vtt('Complecting is easy'),
    'simple-made-easy.zh.vtt': vtt('把东西缠在一起很容易'),
    'Beyond agile [agile______].srt': vtt('Agile was a word once'),
    'aftermovie.txt': 'Nothing said',
  }

  const transcriptsOf = async ({ teamId }: Member) =>
    (
      await db.transcript.findMany({
        where: { teamId, deletedAt: null },
        orderBy: { fileName: 'asc' },
        include: { cues: true },
      })
    ).map(({ sessionId, fileName, language, cues }) => [
      ...[sessionId, fileName, language],
      cues.map(({ text }) => text).join(' '),
    ])

  test('matches files by name, one language a talk, and attaches the chosen', async () => {
    const { editor } = await createTeam()
    const { conferenceId, simple, agile } = await conference(editor)
    await db.session.updateMany({
      where: { teamId: editor.teamId, id: agile.id },
      data: { recordingUrl: watch('agile') },
    })
    const id = await bring(editor, conferenceId, files)
    const { rows } = await planOf(editor, id)
    expect(
      rows.map(({ session, take, item }) => [session, take, item.transcript?.language]),
    ).toEqual([
      [simple.id, true, 'en'],
      [simple.id, false, 'zh'],
      [agile.id, true, ''],
      [null, false, ''],
    ])
    expect(await transcriptsOf(editor)).toEqual([])
    await confirm(editor, id)
    expect(await transcriptsOf(editor)).toEqual([
      [agile.id, 'Beyond agile [agile______].srt', '', 'Agile was a word once'],
      [simple.id, 'simple-made-easy.en.vtt', 'en', 'Complecting is easy'],
    ])
    expect((await getMediaImport(editor, id))?.report).toMatchObject({ added: 2, left: 2, cues: 2 })
    const again = await bring(editor, conferenceId, files)
    expect((await planOf(editor, again)).rows.map(({ what }) => what)).toEqual([
      ...['same', 'replaces', 'same', 'none'],
    ])
  })

  test('replaces only what is ticked; passages are found again, also by the undo', async () => {
    const { editor } = await createTeam()
    const { conferenceId, simple, agile } = await conference(editor)
    const attach = (sessionId: string, source: string) =>
      attachTranscript(editor, {
        ...{ sessionId, source, replaces: null, fileName: 'before.vtt', language: '' },
      })
    await attach(simple.id, vtt('Before the words that count there were others'))
    const plain = 'Before the words that count there were others'
    const passage = { target: 'transcript', hash: textHash(plain), prefix: '', suffix: '' }
    const { id: annotation } = await createAnnotation(editor, simple, {
      passage: { ...passage, exact: 'words that count', start: 11, end: 27 },
    })
    const place = async () =>
      (await db.annotation.findFirst({ where: { teamId: editor.teamId, id: annotation } }))?.passage
    const id = await bring(editor, conferenceId, {
      'Simple made easy.vtt': vtt('The words that count'),
      'Beyond agile.vtt': vtt('Agile'),
      'Simple made easier.vtt': vtt('The words that count'),
    })
    const { rows } = await planOf(editor, id)
    expect(rows.map(({ what, take }) => [what, take])).toContainEqual(['replaces', false])
    const row = rows.findIndex(({ item }) => item.title === 'Simple made easier')
    const planHash = await choose(editor, id, { [row]: simple.id })
    await Promise.all([applyMedia(editor, { id, planHash }), applyMedia(editor, { id, planHash })])
    expect(await db.transcript.count({ where: { teamId: editor.teamId, importId: id } })).toBe(2)
    expect(await place()).toMatchObject({ exact: 'words that count', start: 4 })
    // Somebody has put another there since
    const now = await db.transcript.findFirst({
      where: { teamId: editor.teamId, sessionId: agile.id, deletedAt: null },
    })
    await attachTranscript(editor, {
      ...{ sessionId: agile.id, source: vtt('Mine'), fileName: 'mine.vtt', language: '' },
      replaces: now?.id ?? null,
    })
    await undoMedia(editor, id)
    await undoMedia(editor, id)
    expect((await transcriptsOf(editor)).map(([, name]) => name)).toEqual([
      'before.vtt',
      'mine.vtt',
    ])
    expect(await place()).toMatchObject({ exact: 'words that count', start: 11 })
    expect((await getMediaImport(editor, id))?.report?.undo).toEqual({
      restored: 1,
      kept: [{ sessionId: agile.id, title: 'Beyond agile' }],
    })
  })

  test('is for those who may import, and gives the talks of one team alone', async () => {
    const { editor, commenter } = await createTeam()
    const { conferenceId } = await conference(editor)
    const { editor: stranger } = await createTeam()
    const gone = { code: 'NOT_FOUND' }
    await expect(bring(commenter, conferenceId, files)).rejects.toMatchObject(gone)
    const id = await bring(editor, conferenceId, files)
    const planHash = await choose(editor, id)
    await expect(applyMedia(stranger, { id, planHash })).rejects.toMatchObject(gone)
    const theirs = await bring(stranger, conferenceId, files)
    expect((await getMediaImport(stranger, theirs))?.options).toMatchObject({
      ...{ conferenceId: null, pairs: [] },
    })
    expect(await transcriptsOf(stranger)).toEqual([])
  })

  test('takes a hundred at once', async () => {
    const { editor } = await createTeam()
    const { id: conferenceId } = await createConference(editor.teamId)
    const names = Array.from(
      { length: 100 },
      (_, n) => `Talk ${String.fromCodePoint(0x4e00 + n * 7)}${n} of the day`,
    )
    for (const title of names) await createSession(editor.teamId, { conferenceId, title })
    const cues = Array.from({ length: 200 }, (_, n) => `${vtt(`Line ${n}`).slice(8)}`).join('\n')
    const id = await bring(
      editor,
      conferenceId,
      Object.fromEntries(names.map((name) => [`${name}.vtt`, `WEBVTT\n${cues}`])),
    )
    await confirm(editor, id)
    expect(await db.transcript.count({ where: { teamId: editor.teamId, deletedAt: null } })).toBe(
      100,
    )
    await undoMedia(editor, id)
    expect(await db.transcript.count({ where: { teamId: editor.teamId, deletedAt: null } })).toBe(0)
  }, 30_000)
})
