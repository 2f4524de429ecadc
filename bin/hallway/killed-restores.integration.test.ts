import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { exportTeam } from '@/features/exports/team'
import { db, pool } from '@/lib/db'
import { isStored, storeBytes } from '@/lib/storage'
import { createAnnotation, createSession, createTeam, createUser } from '@/prisma/factories'
import { system } from './command'
import { commands } from './commands'
import { allRows, killAtMoments, newSeed, type Point, runAndKill, seeded, summary } from './killing'

// What is left when the admin command is killed while it brings something back: what was there, or
// all of what comes.

const data = mkdtempSync(path.join(tmpdir(), 'hallway-killed-'))
process.env.HALLWAY_DATA = data
afterAll(() => rmSync(data, { recursive: true, force: true }))

// Other tests leave much behind, which every one of these would carry along
const empty = () => pool.query('TRUNCATE "Team", "User" CASCADE')
beforeEach(empty)

const everything = async () => summary(await allRows())

async function someTeam() {
  const cast = await createTeam()
  const session = await createSession(cast.team.id)
  for (let n = 0; n < 40; n++) {
    await createAnnotation(cast.editor, session, { text: `${'Much to tell '.repeat(40)} ${n}` })
  }
  const bytes = Buffer.from(`a picture of ${cast.team.id}`)
  const hash = await storeBytes(bytes)
  const file = { teamId: cast.team.id, hash, kind: 'photo' as const, size: bytes.length }
  await db.file.create({ data: file })
  return { teamId: cast.team.id, hash }
}

test('a restore killed at 20 moments leaves what was there or all of the backup, and can be run again', async () => {
  const { hash } = await someTeam()
  const file = path.join(data, 'backup.zip')
  await commands.backup?.([file], () => {})
  const saved = await everything()
  const typed = ['restore', file, '--force']
  const { asked, code, said } = await runAndKill('bin/hallway/main.ts', typed, null)
  expect({ code, said: code ? said : '' }).toEqual({ code: 0, said: '' })
  const seen = { before: 0, after: 0 }
  let before = saved
  await killAtMoments(
    { moments: 20, asked, random: seeded(newSeed()) },
    async (point) => {
      await createUser()
      before = await everything()
      return runAndKill('bin/hallway/main.ts', typed, point)
    },
    async (point) => {
      const now = await everything()
      const restored = now.User !== before.User
      expect({ point, now }).toEqual({ point, now: restored ? saved : before })
      expect(await isStored(hash)).toBe(true)
      seen[restored ? 'after' : 'before']++
    },
  )
  expect(seen.before).toBeGreaterThan(10)
  await commands.restore?.([file, '--force'], () => {})
  expect(await everything()).toEqual(saved)
}, 300_000)

test('a team that comes in and is killed is there whole or not at all, and can come again', async () => {
  const { teamId, hash } = await someTeam()
  const file = path.join(data, 'team.zip')
  await pipeline(await exportTeam(system, teamId), createWriteStream(file))
  const typed = ['team', 'import', file]
  const arrive = (point: Point | null) => runAndKill('bin/hallway/main.ts', typed, point)
  await empty()
  const { asked, code, said } = await arrive(null)
  expect({ code, said: code ? said : '' }).toEqual({ code: 0, said: '' })
  const teams = async () => summary(await allRows(teamId))
  const after = await teams()
  await empty()
  const before = await everything()
  await killAtMoments({ moments: 4, asked, random: seeded(newSeed()) }, arrive, async (point) => {
    const now = await everything()
    const arrived = now.Team !== before.Team
    if (!arrived) {
      expect({ point, now }).toEqual({ point, now: before })
      await commands.team?.(typed.slice(1), () => {})
    }
    expect({ point, now: await teams() }).toEqual({ point, now: after })
    expect(await isStored(hash)).toBe(true)
    await empty()
  })
}, 120_000)
