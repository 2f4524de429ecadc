import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { createTeam } from '@/prisma/factories'
import { readAny } from '../formats/read-any'
import { applyNotes } from './apply'
import { countNotes } from './plan'
import { getNoteImport, getNotePlan, stageNotes } from './staging'
import { undoNotes } from './undo'

// Files of other people, where HALLWAY_SAMPLES names the folder of them
const samples = process.env.HALLWAY_SAMPLES ?? ''

function filesIn(folder: string): string[] {
  return readdirSync(join(samples, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(samples, path)).isDirectory()) return filesIn(path)
    return name.endsWith('.md') ? [path] : []
  })
}

async function stage(member: Member, path: string) {
  const bytes = readFileSync(join(samples, path))
  const result = await readAny(bytes, { name: path, as: 'notes' })
  if (!result.ok) return result.code
  if (!('notes' in result)) throw new Error('no notes')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const file = { hash, size: bytes.length, name: path, notes: result.notes }
  const id = await stageNotes(member, { ...file, conferenceId: null, ownZone: 'Asia/Shanghai' })
  const staged = await getNoteImport(member, id)
  const found = staged && (await getNotePlan(member, staged))
  return { id, planHash: found?.hash ?? '', counts: found && countNotes(found.plan) }
}

async function importOne(member: Member, path: string) {
  const staged = await stage(member, path)
  if (typeof staged === 'string') throw new Error(`${path}: ${staged}`)
  await applyNotes(member, staged)
  return staged.id
}

const kindsOf = async ({ teamId }: Member) => {
  const rows = await db.annotation.groupBy({ by: ['kind'], where: { teamId }, _count: true })
  return Object.fromEntries(rows.map(({ kind, _count }) => [kind, _count]))
}

describe.skipIf(!samples)('notes of other people', () => {
  test('each file comes in whole, is once when it comes twice, and goes without a trace', async () => {
    const failures: unknown[] = []
    const empty: string[] = []
    for (const path of [...filesIn('notes'), ...filesIn('5-notes')]) {
      const { editor: member } = await createTeam()
      const first = await stage(member, path)
      if (typeof first === 'string') {
        empty.push(first)
        continue
      }
      await applyNotes(member, first)
      const { teamId } = member
      const count = () => db.annotation.count({ where: { teamId } })
      const report = (await getNoteImport(member, first.id))?.report
      const expected = (report?.counts.annotations ?? 0) - (report?.left ?? 0)
      if ((await count()) !== expected) failures.push([path, await count(), expected])
      if (report?.problems.some(({ code }) => code === 'words-lost')) failures.push([path, 'lost'])
      const again = await stage(member, path)
      if (typeof again === 'string' || again.counts?.added !== 0) failures.push([path, again])
      await undoNotes(member, first.id)
      const left = [await count(), await db.session.count({ where: { teamId } })]
      left.push(await db.conference.count({ where: { teamId } }))
      if (left.some(Boolean)) failures.push([path, 'left', left])
    }
    expect(failures).toEqual([])
    expect(empty).toEqual(Array(5).fill('empty'))
  }, 300_000)

  test('one day, written live', async () => {
    const { editor } = await createTeam()
    const id = await importOne(editor, 'notes/kubecon-china-2018.zh.md')
    const { teamId } = editor
    expect((await getNoteImport(editor, id))?.report).toMatchObject({
      counts: { days: 1, sessions: 13, speakers: 4, links: 0 },
      problems: [{ code: 'heading-empty', params: { count: 6 } }],
    })
    expect(await kindsOf(editor)).toMatchObject({ question: 6, photo: 9, follow_up: 4, gap: 4 })
    const sessions = await db.session.findMany({ where: { teamId } })
    expect(sessions).toHaveLength(13)
    expect(sessions.every(({ day }) => day?.toISOString().startsWith('2018-11-14'))).toBe(true)
    const questions = await db.annotation.findMany({ where: { teamId, kind: 'question' } })
    expect(questions.filter((one) => one.answerSource === null)).toMatchObject([
      { bodySource: '这个和harbor有什么区别', closedAt: null },
    ])
    const photos = await db.annotation.findMany({ where: { teamId, kind: 'photo' } })
    const hot = photos.filter(({ bodySource }) => /\(<http:.*[*!].*&.*>\)/.test(bodySource))
    expect(hot).toHaveLength(4)
    const own = await db.annotation.findMany({
      where: { teamId, audience: 'me' },
      include: { session: true },
    })
    expect(own.length).toBeGreaterThan(0)
    expect(new Set(own.map(({ session }) => session?.title))).toEqual(new Set(['个人感想']))
    const promises = await db.annotation.findMany({ where: { teamId, kind: 'follow_up' } })
    expect(promises.every(({ ownerId }) => ownerId === editor.userId)).toBe(true)
  })

  test('three days, written up afterwards', async () => {
    const { editor } = await createTeam()
    const id = await importOne(editor, 'notes/kubecon-na-2020.zh.md')
    const { teamId } = editor
    const report = (await getNoteImport(editor, id))?.report
    expect(report).toMatchObject({ counts: { days: 0, links: 40 } })
    const links = await db.link.findMany({ where: { teamId } })
    const of = (pattern: RegExp) => links.filter(({ url }) => pattern.test(url)).length
    expect([of(/\.pdf$/), of(/youtube\.com\/watch/), of(/utm_source/)]).toEqual([4, 8, 2])
    const topics = await db.topic.findMany({ where: { teamId }, include: { mentions: true } })
    const about = (name: string) => topics.find((one) => one.name === name)?.mentions.length
    expect(['Stackrox', 'SysDig', '帕洛阿尔托', '石帕'].map(about)).toEqual([5, 2, 3, 4])
  })
})
