import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { chooseMediaConference, getMediaImport, getMediaPlan, saveMediaChoices } from './media'
import { applyMedia } from './media-apply'
import { mediaChoicesInput } from './media-choices'
import { undoMedia } from './media-undo'
import { discardImport } from './mutations'
import { getImports } from './queries'
import { stageRecordings } from './recordings'

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
  stageRecordings(member, { conference: conferenceId, text, name: 'recordings.txt' })

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
    const [listed] = await getImports(editor)
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
