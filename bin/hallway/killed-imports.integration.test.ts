import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { carryOut, confirmImport, confirmUndo } from '@/features/imports/background'
import { readProgramme } from '@/features/imports/formats/read'
import { stageImport } from '@/features/imports/mutations'
import { getImport, getPlan } from '@/features/imports/queries'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { isStored } from '@/lib/storage'
import { createTeam } from '@/prisma/factories'
import { commands } from './commands'
import {
  allRows,
  killAtMoments,
  newSeed,
  type Point,
  runAndKill,
  seeded,
  summary,
  timeless,
} from './killing'

// What is left when a process is killed in the middle of an import: the state before, or the one after.

const data = mkdtempSync(path.join(tmpdir(), 'hallway-killed-'))
process.env.HALLWAY_DATA = data
const file = path.join(data, 'schedule.xml')
afterAll(() => rmSync(data, { recursive: true, force: true }))

const year = 2019
const talks = Array.from({ length: 120 }, (_, n) => {
  const at = `${String(9 + (n % 8)).padStart(2, '0')}:00`
  const day = `${year}-11-${10 + (n % 3)}`
  return `<day date="${day}"><room name="Hall ${n % 5}"><event guid="talk-${n}" id="${n}">
    <title>Talk ${n}</title><date>${day}T${at}:00+01:00</date><start>${at}</start>
    <duration>00:30</duration><room>Hall ${n % 5}</room><track>Track ${n % 4}</track>
    <abstract>${'Why and *how* '.repeat(20)}${n}</abstract>
    <persons><person id="${n % 40}">Person ${n % 40}</person></persons></event></room></day>`
})
const schedule = `<schedule><conference><title>Cloud Days</title>
  <time_zone_name>Europe/Berlin</time_zone_name></conference>${talks.join('')}</schedule>`
writeFileSync(file, schedule)

/** A team, without what only says that there is work, and previews that nobody has confirmed. */
async function stateOf(teamId: string): Promise<Record<string, string>> {
  const { ImportWork: _, Import = [], Event = [], ...rows } = await allRows(teamId)
  const settled = {
    ...rows,
    // What is typed again after all has come is put aside
    Import: Import.filter((row) => !/"state": "(staged|discarded)"/.test(row)),
    // The events of both take numbers, too
    Event: Event.filter((row) => !row.includes('"audience": "me"')).map((row) =>
      row.replace(/"seq": \d+/, '"seq": 0'),
    ),
  }
  return summary(settled, timeless(year))
}

async function stageAndConfirm(member: Member): Promise<string> {
  const read = await readProgramme(new TextEncoder().encode(schedule))
  if (!read.ok) throw new Error(read.code)
  const stored = { hash: 'a'.repeat(64), size: schedule.length, name: 'schedule.xml' }
  const chosen = { conferenceId: null, ownZone: null }
  const id = await stageImport(member, { ...stored, ...chosen, programme: read.programme })
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  await confirmImport(member, { id, planHash: plan?.hash ?? '' })
  return id
}

/** A process that works until nothing is left to be done for a team, or dies at a point. */
const serve = (point: Point | null, teamId: string) =>
  runAndKill('bin/hallway/imports-worker.ts', [], point, () =>
    vi.waitFor(async () => expect(await db.importWork.count({ where: { teamId } })).toBe(0), {
      ...{ timeout: 60_000, interval: 100 },
    }),
  )

test('a server killed at 20 moments of imports leaves each undone or done, and the next goes on', async () => {
  const teams: string[] = []
  const confirmed = async () => {
    const { team, editor } = await createTeam()
    teams.push(team.id)
    await stageAndConfirm(editor)
    return { id: team.id, before: await stateOf(team.id) }
  }
  const first = await confirmed()
  const { asked } = await serve(null, first.id)
  const after = await stateOf(first.id)
  expect(after.Session).toMatch(/^120 /)
  const seen = { undone: 0, done: 0 }
  let team = await confirmed()
  await killAtMoments(
    { moments: 20, asked, random: seeded(newSeed()) },
    (point) => serve(point, team.id),
    async (point) => {
      const now = await stateOf(team.id)
      const done = now.Session !== team.before.Session
      expect({ point, now }).toEqual({ point, now: done ? after : team.before })
      seen[done ? 'done' : 'undone']++
      if (done) team = await confirmed()
    },
  )
  // What was killed again and again ends as what was left alone
  await serve(null, team.id)
  expect(await stateOf(team.id)).toEqual(after)
  expect(await db.importWork.count({ where: { teamId: { in: teams } } })).toBe(0)
  expect(seen.undone).toBeGreaterThan(5)
  expect(seen.done).toBeGreaterThan(0)
}, 300_000)

test('a server killed while it undoes leaves the import there or gone, and the next goes on', async () => {
  const confirmed = async () => {
    const { team, editor } = await createTeam()
    const importId = await stageAndConfirm(editor)
    await carryOut(systemFor('a test'), { teamId: team.id, importId })
    const before = await stateOf(team.id)
    await confirmUndo(editor, importId)
    return { id: team.id, before }
  }
  const first = await confirmed()
  expect(first.before.Session).toMatch(/^120 /)
  const { asked } = await serve(null, first.id)
  const after = await stateOf(first.id)
  expect(after.Session).toBe(summary({ Session: [] }).Session)
  let team = await confirmed()
  await killAtMoments(
    { moments: 5, asked, random: seeded(newSeed()) },
    (point) => serve(point, team.id),
    async (point) => {
      const now = await stateOf(team.id)
      const done = now.Session !== team.before.Session
      expect({ point, now }).toEqual({ point, now: done ? after : team.before })
      if (done) team = await confirmed()
    },
  )
  await serve(null, team.id)
  expect(await stateOf(team.id)).toEqual(after)
}, 120_000)

test('the command killed at some moments leaves nothing or all, and can be typed again', async () => {
  const typed = (slug: string) => [file, '--team', slug, '--yes']
  const type = (point: Point | null, slug: string) =>
    runAndKill('bin/hallway/main.ts', ['import', ...typed(slug)], point)
  let { team } = await createTeam()
  let before = await stateOf(team.id)
  const { asked, code, said } = await type(null, team.slug)
  expect({ code, said: code ? said : '' }).toEqual({ code: 0, said: '' })
  const after = await stateOf(team.id)
  expect(after.Session).toMatch(/^120 /)
  await killAtMoments(
    { moments: 4, asked, random: seeded(newSeed()) },
    async (point) => {
      team = (await createTeam()).team
      before = await stateOf(team.id)
      return type(point, team.slug)
    },
    async (point) => {
      const now = await stateOf(team.id)
      const done = now.Session !== before.Session
      expect({ point, now }).toEqual({ point, now: done ? after : before })
      await commands.import?.(typed(team.slug), () => {})
      expect(await stateOf(team.id)).toEqual(after)
      for (const { fileHash } of await db.import.findMany({ where: { teamId: team.id } })) {
        expect(await isStored(fileHash)).toBe(true)
      }
    },
  )
}, 120_000)
