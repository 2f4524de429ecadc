import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { db, pool } from '@/lib/db'
import { newId } from '@/lib/ids'
import { isStored, removeStored, storeBytes } from '@/lib/storage'
import { createAnnotation, createSession, createTeam, createUser } from '@/prisma/factories'
import { commands, inWords } from './commands'
import { copyOut } from './copy'
import { connect, listed, tablesOf } from './tables'

const data = mkdtempSync(path.join(tmpdir(), 'hallway-backup-'))
process.env.HALLWAY_DATA = data
afterAll(() => rmSync(data, { recursive: true, force: true }))

let file = ''
beforeEach(async () => {
  // Other tests leave much behind, which every one of these backups would carry along
  await pool.query('TRUNCATE "Team", "User" CASCADE')
  file = path.join(data, `${newId()}.zip`)
})

async function hallway(noun: string, ...args: string[]): Promise<string> {
  const lines: string[] = []
  try {
    await commands[noun]?.(args, (line) => lines.push(line))
    return lines.join('\n')
  } catch (error) {
    return `stopped: ${inWords(error)}`
  }
}

/** Everything in the database, table by table, as PostgreSQL writes it. */
async function everything(): Promise<Record<string, string>> {
  const client = await connect()
  try {
    const all: Record<string, string> = {}
    for (const table of await tablesOf(client)) {
      const parts: Buffer[] = []
      for await (const part of copyOut(client, `COPY ${listed(table)} TO STDOUT`)) parts.push(part)
      all[table.name] = Buffer.concat(parts).toString().split('\n').sort().join('\n')
    }
    return all
  } finally {
    await client.end()
  }
}

async function someTeam() {
  const cast = await createTeam()
  const session = await createSession(cast.team.id)
  await createAnnotation(cast.editor, session, { text: 'Tab\tand\\back\nslash 港' })
  await createAnnotation(cast.owner, session, { text: 'For nobody else', audience: 'me' })
  return { ...cast, session }
}

test('a backup brings back every row and file, and nothing that came after it', async () => {
  const { team } = await someTeam()
  const hash = await storeBytes(Buffer.from('a picture, let us say'))
  await db.file.create({ data: { teamId: team.id, hash, kind: 'photo', size: 21 } })
  const before = await everything()
  expect(await hallway('backup', file)).toMatch(/^\/.*holds everything/)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(await hallway('backup', file)).toMatch(/^stopped: There is a file/)

  await db.annotation.deleteMany({ where: { teamId: team.id } })
  await createUser()
  await removeStored(hash)
  const changed = await everything()
  expect(changed).not.toEqual(before)
  expect(await hallway('restore', file)).toMatch(/^stopped: This Hallway is not empty/)
  expect(await everything()).toEqual(changed)
  expect(await hallway('restore', file, '--force')).toMatch(/^Restored/)
  expect(await everything()).toEqual(before)
  expect(await isStored(hash)).toBe(true)
})

test('what is written meanwhile is in it whole or not at all', async () => {
  const { team, session, editor } = await someTeam()
  let writing = true
  const writer = (async () => {
    for (let seq = 1n; writing; seq++) {
      const id = newId()
      await db.$transaction([
        db.team.update({ where: { id: team.id }, data: { eventSeq: seq } }),
        db.annotation.create({
          data: {
            ...{ teamId: team.id, id, sessionId: session.id, authorId: editor.userId },
            ...{
              kind: 'takeaway',
              audience: 'team',
              bodySource: 'x',
              bodyPlain: 'x',
              bodyHtml: 'x',
            },
            ...{ rendererVersion: 1, orderKey: `b${id}`, startedAt: new Date() },
          },
        }),
      ])
    }
  })()
  try {
    await wait(100)
    expect(await hallway('backup', file)).toMatch(/holds everything/)
  } finally {
    writing = false
    await writer
  }
  expect(await hallway('restore', file, '--force')).toMatch(/^Restored/)
  const { eventSeq } = await db.team.findUniqueOrThrow({ where: { id: team.id } })
  expect(eventSeq).toBeGreaterThan(0n)
  // The two that were there before, and one for each number
  const count = await db.annotation.count({ where: { teamId: team.id } })
  expect(BigInt(count)).toBe(eventSeq + 2n)
})

test('a restore that is cut off at any moment changes nothing, and can be run again', async () => {
  await someTeam()
  await hallway('backup', file)
  const saved = await everything()
  const killer = await connect()
  const theirs = `FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'hallway restore'`
  let cut = 0
  try {
    for (const after of [0, 3, 10, 30, 60, 100, 160, 250]) {
      await createUser()
      const before = await everything()
      const running = hallway('restore', file, '--force')
      await expect
        .poll(async () => (await killer.query(`SELECT ${theirs}`)).rowCount, {
          ...{ interval: 1, timeout: 20_000 },
        })
        .toBe(1)
      await wait(after)
      await killer.query(`SELECT pg_terminate_backend(pid) ${theirs}`)
      const restored = (await running).startsWith('Restored')
      expect(await everything()).toEqual(restored ? saved : before)
      if (!restored) cut++
    }
  } finally {
    await killer.end()
  }
  expect(cut).toBeGreaterThan(2)
  expect(await hallway('restore', file, '--force')).toMatch(/^Restored/)
  expect(await everything()).toEqual(saved)
})

test('what is no whole backup is refused in words, and nothing changes', async () => {
  const { team } = await someTeam()
  const hash = await storeBytes(Buffer.from('a picture, let us say'))
  await db.file.create({ data: { teamId: team.id, hash, kind: 'photo', size: 21 } })
  await hallway('backup', file)
  const before = await everything()
  const whole = readFileSync(file)
  const cut = path.join(data, 'cut.zip')
  writeFileSync(cut, whole.subarray(0, whole.length - 200))
  const other = path.join(data, 'other.zip')
  writeFileSync(other, 'no zip at all')
  const bent = (name: string, from: string, to: string) => {
    const bytes = Buffer.from(whole)
    bytes.write(to, bytes.indexOf(from))
    writeFileSync(path.join(data, name), bytes)
    return path.join(data, name)
  }
  const wrongs = [
    ...[cut, other, path.join(data, 'none.zip')],
    bent('format.zip', 'hallway-backup', 'hallway-b_ckup'),
    bent('file.zip', 'a picture, let us say', 'a picture, let us sax'),
    bent('sum.zip', '"sha256": "', '"sha256": "x'),
  ]
  for (const wrong of wrongs) {
    expect(await hallway('restore', wrong, '--force')).toMatch(/^stopped: .*\.$/)
  }
  expect(await everything()).toEqual(before)
})

test('doctor is content with a Hallway that is well, and names what is missing', async () => {
  const { team } = await someTeam()
  await db.file.deleteMany({})
  await db.import.deleteMany({})
  await db.sourceItem.deleteMany({})
  await db.source.deleteMany({})
  expect(await hallway('doctor')).not.toMatch(/^(wrong|stopped)/m)
  await db.file.create({
    data: { teamId: team.id, hash: 'f'.repeat(64), kind: 'photo', size: 1 },
  })
  expect(await hallway('doctor')).toMatch(/^stopped: Something is wrong: 1 of/)
})
