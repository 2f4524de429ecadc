import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { bearerOf } from '@/lib/actor'
import { authenticate } from '@/lib/auth'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { commands, inWords } from './commands'

// What the commands do and say; the last test types one.

const data = mkdtempSync(path.join(tmpdir(), 'hallway-command-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const root = path.join(import.meta.dirname, '..', '..')
process.env.HALLWAY_DATA = data

/** A command as it is typed; what it prints, or why it stopped. */
async function hallway(noun: string, ...args: string[]) {
  const lines: string[] = []
  try {
    await commands[noun]?.(args, (line) => lines.push(line))
    return { code: 0, out: lines.join('\n'), err: '' }
  } catch (error) {
    return { code: 1, out: lines.join('\n'), err: inWords(error) }
  }
}

const address = () => `mira-${newId()}@example.org`
const passwordIn = (out: string) => /password (\S+) from/.exec(out)?.[1]

describe('user', () => {
  test('create makes an account that signs in, once; password, disable and enable follow', async () => {
    const email = address()
    const made = await hallway('user', 'create', email, '--name', 'Mira Chen')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(await authenticate(newId(), email, passwordIn(made.out))).not.toBeNull()
    const stored = await db.user.findUniqueOrThrow({ where: { email } })
    expect(stored.name).toBe('Mira Chen')
    const again = await hallway('user', 'create', email)
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err).toMatch(/^[A-Z].*\.$/)
    const changed = await hallway('user', 'password', email)
    expect(await authenticate(newId(), email, passwordIn(made.out))).toBeNull()
    expect(await authenticate(newId(), email, passwordIn(changed.out))).not.toBeNull()
    expect((await hallway('user', 'disable', email)).code).toBe(0)
    expect(await authenticate(newId(), email, passwordIn(changed.out))).toBeNull()
    expect((await hallway('user', 'list')).out).toMatch(new RegExp(`${email}\tMira Chen\tdisabled`))
    expect((await hallway('user', 'enable', email)).code).toBe(0)
    expect(await authenticate(newId(), email, passwordIn(changed.out))).not.toBeNull()
  })

  test('says in words whom it does not know', async () => {
    const unknown = await hallway('user', 'password', address())
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(unknown.err).toMatch(/^There is no account/)
  })
})

describe('team and token', () => {
  test('a team for somebody, and a token that is all that stands on standard output', async () => {
    const email = address()
    await hallway('user', 'create', email)
    const made = await hallway('team', 'create', 'Platform', 'team', '--owner', email)
    expect(made).toMatchObject({ code: 0, err: '' })
    const stored = await db.team.findUniqueOrThrow({ where: { slug: made.out } })
    expect(stored.name).toBe('Platform team')
    const of = ['--team', made.out, '--email', email]
    const reading = await hallway('token', 'create', ...of)
    expect(await bearerOf(reading.out)).toMatchObject({
      scope: 'read',
      member: { teamId: stored.id, role: 'owner' },
    })
    const writing = await hallway('token', 'create', ...of, '--write', '--name', 'Nightly')
    expect(await bearerOf(writing.out)).toMatchObject({ scope: 'write' })
    const stranger = await hallway('token', 'create', '--team', made.out, '--email', address())
    expect(stranger).toMatchObject({ code: 1, out: '' })
  })
})

describe('import of transcripts and recordings', () => {
  test('gives the talks that it is sure of theirs, once', async () => {
    const { team } = await createTeam()
    const { id: conferenceId } = await createConference(team.id)
    for (const title of ['Simple made easier', 'Beyond agile']) {
      await createSession(team.id, { conferenceId, title })
    }
    const vtt = path.join(data, 'simple-made-easier.en.vtt')
    writeFileSync(vtt, 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n00:02.000 --> 00:03.000\nyou\n')
    const to = ['--team', team.slug, '--conference', 'Cloud Days 2026']
    const dry = JSON.parse((await hallway('import', vtt, ...to)).out)
    expect(dry).toMatchObject({ counts: { transcripts: 1, cues: 2 }, new: 1, applied: false })
    expect(await db.transcript.count({ where: { teamId: team.id } })).toBe(0)
    const [first, second] = [
      JSON.parse((await hallway('import', vtt, ...to, '--yes')).out),
      JSON.parse((await hallway('import', vtt, '--team', team.slug, '--yes')).out),
    ]
    expect(first).toMatchObject({ new: 1, unchanged: 0, applied: true })
    expect(second).toMatchObject({ new: 0, unchanged: 1, applied: false })
    expect(await db.transcript.count({ where: { teamId: team.id } })).toBe(1)

    const list = path.join(data, 'playlist.json')
    const entry = { _type: 'url', id: 'aaaaaaaaaaa', title: 'Beyond agile (Cloud Days 2026)' }
    writeFileSync(list, JSON.stringify({ _type: 'playlist', entries: [entry] }))
    const done = JSON.parse((await hallway('import', list, ...to, '--yes')).out)
    expect(done).toMatchObject({ counts: { recordings: 1 }, new: 1, applied: true })
    const talk = await db.session.findFirst({ where: { teamId: team.id, title: 'Beyond agile' } })
    expect(talk?.recordingUrl).toBe('https://www.youtube.com/watch?v=aaaaaaaaaaa')
  })
})

describe('import', () => {
  const file = 'features/imports/formats/fixtures/schedule.json'

  test('says what it would do, does it with --yes, and the same again changes nothing', async () => {
    const { team: of, owner } = await createTeam()
    const dry = await hallway('import', file, '--team', of.slug)
    expect(dry.code).toBe(0)
    const planned = JSON.parse(dry.out)
    expect(planned).toMatchObject({ format: 'frab-json', changed: 0, vanished: 0, applied: false })
    expect(planned.new).toBeGreaterThan(0)
    expect(planned.counts.sessions).toBe(planned.new)
    expect(await db.session.count({ where: { teamId: of.id } })).toBe(0)
    const done = await hallway('import', file, '--team', of.slug, '--yes')
    expect(JSON.parse(done.out)).toEqual({ ...planned, applied: true })
    expect(await db.session.count({ where: { teamId: of.id } })).toBe(planned.new)
    const by = await db.import.findFirstOrThrow({ where: { teamId: of.id, state: 'applied' } })
    expect(by.createdById).toBe(owner.userId)
    const again = JSON.parse((await hallway('import', file, '--team', of.slug, '--yes')).out)
    expect(again).toMatchObject({ new: 0, changed: 0, unchanged: planned.new, vanished: 0 })
    expect(await db.conference.count({ where: { teamId: of.id } })).toBe(1)
  })

  test('names a new conference, or brings a file to the one that is named', async () => {
    const { team: of } = await createTeam()
    const to = ['--team', of.slug, '--conference', 'Cloud Days', '--zone', 'Asia/Shanghai']
    for (const _ of [1, 2]) await hallway('import', file, ...to, '--yes')
    const made = await db.conference.findMany({ where: { teamId: of.id } })
    expect(made.map(({ title, zone }) => [title, zone])).toEqual([['Cloud Days', 'Asia/Shanghai']])
  })

  test('writes notes as they are proposed, once', async () => {
    const { team: of, owner } = await createTeam()
    const notes = 'features/imports/formats/fixtures/notes.md'
    const to = ['--team', of.slug, '--conference', 'Cloud Days', '--zone', 'Asia/Shanghai']
    const done = JSON.parse((await hallway('import', notes, ...to, '--yes')).out)
    const counts = { days: 1, sessions: 2, speakers: 1, annotations: 4, links: 1 }
    expect(done).toMatchObject({ format: 'markdown', counts, new: 4, private: 1, applied: true })
    const again = JSON.parse((await hallway('import', notes, ...to, '--yes')).out)
    expect(again).toMatchObject({ counts, new: 0, unchanged: 4, matched: 0 })
    const rows = await db.annotation.findMany({ where: { teamId: of.id, authorId: owner.userId } })
    expect(rows.map(({ kind }) => kind).sort()).toEqual([
      ...['follow_up', 'question', 'takeaway', 'takeaway'],
    ])
    expect(await db.conference.count({ where: { teamId: of.id } })).toBe(1)
  })

  test('refuses in words what it cannot read, and whom it does not know', async () => {
    const { team: of } = await createTeam()
    const wrong: [string, ...string[]][] = [
      ['import', 'docs/talk.png', '--team', of.slug],
      ['import', 'no-such-file', '--team', of.slug],
      ['import', file, '--team', 'no-such-team'],
      ['import', file, '--team', of.slug, '--as', address()],
      ['import', file, '--team', of.slug, '--zone', 'Mars'],
    ]
    for (const args of wrong) {
      const { code, out, err } = await hallway(...args)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(/^[\p{L}“].*\.$/u)
    }
  })
})

test('the command as it is typed beside a running database', async () => {
  const { DATABASE_URL, PATH, HOME } = process.env
  const env = { DATABASE_URL, PATH, HOME, HALLWAY_DATA: data, NODE_ENV: 'test' as const }
  const args = [path.join(root, 'bin', 'hallway.mjs'), 'user', 'create', address()]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env, cwd: root })
  expect(stderr).toBe('')
  expect(passwordIn(stdout)).toBeDefined()
  const wrong = promisify(execFile)(process.execPath, args.slice(0, 2), { env, cwd: root })
  await expect(wrong).rejects.toMatchObject({ code: 1, stdout: '' })
})
