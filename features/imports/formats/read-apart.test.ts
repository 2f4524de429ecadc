import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readApart } from './read-apart'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hallway-read-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('many files at once are all read', async () => {
  const file = path.join(folder, 'programme.ics')
  const event = 'BEGIN:VEVENT\nUID:1\nSUMMARY:Talk\nDTSTART:20261110T090000Z\nEND:VEVENT'
  await writeFile(file, `BEGIN:VCALENDAR\n${event}\nEND:VCALENDAR\n`)
  const results = await Promise.all([1, 2, 3, 4, 5].map(() => readApart(file)))
  expect(results.map((it) => 'programme' in it && it.programme.sessions[0]?.startsAt)).toEqual(
    Array(5).fill(new Date('2026-11-10T09:00:00Z')),
  )
})

test('a file that is too large is refused before it is read', async () => {
  const file = path.join(folder, 'large.xml')
  await writeFile(file, '')
  await truncate(file, 3 * 2 ** 30)
  expect(await readApart(file)).toEqual({
    ok: false,
    code: 'too-large',
    params: { size: 3072, limit: 20 },
  })
})
