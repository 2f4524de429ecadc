import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { storeBytes } from '@/lib/storage'
import { createTeam } from '@/prisma/factories'
import { readProgramme } from '../formats/read'
import { stageImport, updateImport } from '../mutations'
import { getImport, getPlan } from '../queries'
import { applyImport } from './apply'
import { undoImport } from './undo'

// Real programmes of other people, which never enter the project: HALLWAY_SAMPLES names their folder.
const samples = process.env.HALLWAY_SAMPLES ?? ''

async function bytesOf(file: string) {
  return readFile(path.join(samples, file))
}

async function stageFile(member: Member, file: string, zone = 'Europe/Amsterdam') {
  const bytes = await bytesOf(file)
  const result = await readProgramme(bytes)
  if (!result.ok) return { refused: result.code }
  const id = await stageImport(member, {
    hash: await storeBytes(bytes),
    size: 1,
    name: path.basename(file),
    programme: result.programme,
    conferenceId: null,
    ownZone: zone,
  })
  const { target, zone: told } = (await getImport(member, id))?.options ?? {}
  if (target?.kind === 'new' && !told) await updateImport(member, { id, target, zone })
  const staged = await getImport(member, id)
  if (!staged) throw new Error('not staged')
  return { id, found: await getPlan(member, staged) }
}

async function importFile(member: Member, file: string, zone?: string) {
  const { id, found, refused } = await stageFile(member, file, zone)
  if (!id) return { refused }
  if (!found) throw new Error('nothing planned')
  await applyImport(member, { id, planHash: found.hash })
  const { added, changed, unchanged, vanished } = (await getImport(member, id))?.report ?? {}
  return { id, did: [added, changed, unchanged, vanished] }
}

async function countsOf({ teamId }: Member) {
  const where = { teamId }
  const days = await db.session.groupBy({ by: ['day'], where })
  return {
    sessions: await db.session.count({ where }),
    speakers: await db.speaker.count({ where }),
    rooms: await db.room.count({ where }),
    days: days.filter(({ day }) => day).length,
  }
}

const counted: Record<string, [sessions: number, speakers: number | null, rooms: number | null]> = {
  'fosdem-2026.xml': [883, 927, 30],
  'fosdem-2012.xml': [442, 430, 23],
  'fosdem-2007.xml': [215, 204, 18],
  // Two names of 38c3 and one of the camp differ from others in their case alone
  '38c3.xml': [1007, 567, 72],
  '31c3.xml': [138, 197, 4],
  'ccc-camp-2011.xml': [73, 75, 2],
  'debconf23.xml': [117, 87, 5],
  'good-2025.xml': [72, 63, 5],
  'good-2025.json': [72, 63, 5],
  'good-2025.ics': [72, null, 5],
  'democon-2022.xml': [35, 31, 2],
  'democon-2022.json': [35, 31, 2],
  'democon-2022.ics': [36, null, 2],
  'ccc-camp-2019.json': [79, 90, 2],
  'rc3-2020.json': [48, 56, 5],
  'invalid-example.json': [1, 1, 1],
  'hub-schedule2.json': [2, null, null],
  'kubecon-eu-2026-all-march22.ics': [596, null, 51],
  'kubecon-eu-2026-all-gzipped.ics': [596, null, 51],
  'jococruise-2019-sched.ics': [395, null, 35],
  'jococruise-2025-sched.ics': [463, null, 33],
  'pycon-us-2025-all.ics': [224, null, 21],
  'pycon-us-2025-open-spaces.ics': [146, null, 21],
  'moca-2024.ics': [88, null, 4],
  'linux-conf-au-2020.ics': [262, null, 7],
  'kielux-2020.ics': [24, null, 4],
  'pycon-uk-2015.ics': [162, null, 11],
  'bristol-data-week-2025.ics': [21, null, 6],
  'nightlybuild-2014.ics': [1, null, 1],
  'machbar-2019-rrule-vtimezone.ics': [64, null, null],
}

describe.skipIf(!samples)('real programmes', () => {
  test('each comes in whole, changes nothing a second time, and goes without a trace', async () => {
    const failures: unknown[] = []
    for (const folder of ['1-frab-pretalx', '2-icalendar', '4-sched-csv-and-sessionize']) {
      for (const name of await readdir(path.join(samples, folder))) {
        const { editor: member } = await createTeam()
        const file = path.join(folder, name)
        const first = await importFile(member, file)
        if (!first.id) continue
        const [sessions, speakers, rooms] = counted[name] ?? []
        const found = await countsOf(member)
        if (sessions !== undefined && found.sessions !== sessions) failures.push([name, found])
        if (speakers != null && found.speakers !== speakers) failures.push([name, found])
        if (rooms != null && found.rooms !== rooms) failures.push([name, found])
        const again = await stageFile(member, file)
        if (!again.found?.empty) failures.push([name, 'again'])
        await undoImport(member, first.id)
        const left = await countsOf(member)
        if (Object.values(left).some((count) => count > 0)) failures.push([name, 'left', left])
      }
    }
    expect(failures).toEqual([])
  }, 300_000)

  test.each([
    ['europython-2014.xml'],
    ['sitcon-2021.json'],
    ['coscup-2025.json'],
    ['pyconfr-2025.json'],
  ])('%s is refused', async (name) => {
    const result = await readProgramme(await bytesOf(`1-frab-pretalx/${name}`))
    expect(result.ok).toBe(false)
  })

  test('a later version of a calendar changes what has changed', async () => {
    const { editor: member } = await createTeam()
    await importFile(member, '2-icalendar/kubecon-eu-2026-all-march22.ics')
    const later = await importFile(member, '2-icalendar/kubecon-eu-2026-all-march23.ics')
    expect(later.did).toEqual([0, 12, 584, 0])
  })

  test('a later version of a festival adds, cancels and changes', async () => {
    const { editor: member } = await createTeam()
    const zone = 'America/New_York'
    await importFile(member, '2-icalendar/jococruise-2023v1-sched.ics', zone)
    const later = await importFile(member, '2-icalendar/jococruise-2023v2-sched.ics', zone)
    expect(later.did).toEqual([21, 35, 368, 8])
    const cancelled = { teamId: member.teamId, cancelledAt: { not: null } }
    expect(await db.session.count({ where: cancelled })).toBe(8)
    await undoImport(member, later.id ?? '')
    expect(await db.session.count({ where: cancelled })).toBe(0)
    expect((await countsOf(member)).sessions).toBe(411)
  })

  test('the file of one day adds nothing to the whole and cancels nothing on other days', async () => {
    const { editor: member } = await createTeam()
    await importFile(member, '2-icalendar/kubecon-eu-2026-all-march22.ics')
    for (const [name, sessions] of [
      ['kubecon-eu-2026-day-20260322.ics', 4],
      ['kubecon-eu-2026-day-20260323.ics', 94],
      ['kubecon-eu-2026-day-20260327.ics', 1],
    ] as const) {
      const { did = [] } = await importFile(member, `2-icalendar/${name}`)
      const [added, changed = 0, unchanged = 0, vanished] = did
      expect([added, changed + unchanged, vanished]).toEqual([0, sessions, 0])
    }
    expect((await countsOf(member)).sessions).toBe(596)
  })
})
