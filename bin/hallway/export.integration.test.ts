import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { db, pool } from '@/lib/db'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { type Command, inWords } from './command'
import { exportFile } from './export'
import { team } from './team'

const folder = mkdtempSync(path.join(tmpdir(), 'hallway-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function hallway(command: Command, ...args: string[]) {
  const lines: string[] = []
  const err = await command(args, (line) => lines.push(line)).then(() => '', inWords)
  return { out: lines.join('\n'), err }
}

test('export writes a team that team import brings in, once, or says why not', async () => {
  const cast = await createTeam({ name: 'Platform' })
  const session = await createSession(cast.team.id)
  await createAnnotation(cast.editor, session, { text: 'Kept', audience: 'me' })
  const file = path.join(folder, 'team.zip')
  const taken = ['--team', cast.team.slug]
  expect((await hallway(exportFile, file, ...taken)).err).toMatch(/^Say what to take out/)
  expect(existsSync(file)).toBe(false)
  expect(await hallway(exportFile, file, ...taken, '--all')).toEqual({ out: file, err: '' })
  const here = await hallway(team, 'import', file)
  expect(here).toEqual({ out: '', err: 'This team is here already.' })
  await pool.query('TRUNCATE "Team", "User" CASCADE')
  expect(await hallway(team, 'import', file)).toEqual({ out: cast.team.slug, err: '' })
  expect((await db.annotation.findFirstOrThrow()).bodySource).toBe('Kept')

  const { email } = await db.user.findUniqueOrThrow({ where: { id: cast.viewer.userId } })
  const seen = path.join(folder, 'seen.zip')
  expect((await hallway(exportFile, seen, ...taken, '--as', email)).err).toBe('')
  expect((await hallway(team, 'import', seen)).err).toMatch(/one member/)
  writeFileSync(seen, 'no zip')
  expect((await hallway(team, 'import', seen)).err).toMatch(/damaged/)
})
