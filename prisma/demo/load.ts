import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { hash } from '@node-rs/argon2'
import { readProgramme } from '@/features/imports/formats/read'
import { stageImport } from '@/features/imports/mutations'
import { applyImport } from '@/features/imports/programmes/apply'
import { getImport, getPlan } from '@/features/imports/queries'
import { createTeam } from '@/features/teams/mutations'
import { type Member, memberFor, personFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { receive } from '@/lib/storage'
import type { Role } from '@/prisma/generated/client'
import { type Author, lists, picks, talks } from './notes'
import { panelTalk, panelTranscript } from './panel'
import { annotate, collect, must, pick, readAll, type Team, transcribe } from './write'

// Loads the demo team into an empty database, by the same mutations that people use, and says how to
// sign in. `npm start` runs it; when it is killed half-way, the next start empties the database first.

const zone = 'Asia/Shanghai'
const programme = 'riverside-cloud-days.json'
const daysInFile = ['2026-11-12', '2026-11-13']

const people: { key: Author; name: string; email: string; role: Role }[] = [
  { key: 'wei', name: 'Lin Wei', email: 'wei@hallway.example', role: 'owner' },
  { key: 'jun', name: 'Jun Park', email: 'jun@hallway.example', role: 'editor' },
  { key: 'ming', name: '周明', email: 'ming@hallway.example', role: 'editor' },
  { key: 'priya', name: 'Priya Shah', email: 'priya@hallway.example', role: 'commenter' },
  { key: 'sofia', name: 'Sofia Reyes', email: 'sofia@hallway.example', role: 'editor' },
  { key: 'lei', name: '王磊', email: 'lei@hallway.example', role: 'editor' },
  { key: 'tomas', name: 'Tomáš Novák', email: 'tomas@hallway.example', role: 'editor' },
  { key: 'aisha', name: 'Aisha Bello', email: 'aisha@hallway.example', role: 'editor' },
  { key: 'hana', name: 'Hana Suzuki', email: 'hana@hallway.example', role: 'editor' },
]

async function load(): Promise<void> {
  const password = randomBytes(9).toString('base64url')
  const team = await assemble(password)
  await importProgramme(team.wei)
  const rows = await db.session.findMany({ where: { teamId: team.wei.teamId } })
  const sessions = new Map(rows.map(({ id, title }) => [title, id]))
  // First, so that what happened last is what a newcomer finds on the home page
  await annotate(team, panelTalk, sessions)
  await transcribe(team.jun, must(sessions.get(panelTalk.title)), panelTranscript())
  await readAll(team)
  for (const talk of talks) await annotate(team, talk, sessions)
  for (const wanted of picks) await pick(team, wanted, sessions)
  for (const list of lists) await collect(team, list, sessions)
  process.stdout.write(
    `Sign in to the demo team as ${people[0]?.email} with the password ${password}\n`,
  )
}

/** Nine people, the first of whom made the team. All have the one password. */
async function assemble(password: string): Promise<Team> {
  const passwordHash = await hash(password)
  const ids = new Map<Author, string>()
  for (const { key, name, email } of people) {
    const user = { id: newId(), name, email, passwordHash, emailVerified: new Date() }
    ids.set(key, (await db.user.create({ data: user })).id)
  }
  const founder = must(await personFor(must(ids.get('wei'))))
  const slug = await createTeam(founder, { name: 'Platform team' })
  const { id: teamId } = must(await db.team.findUnique({ where: { slug } }))
  await db.membership.createMany({
    data: people.slice(1).map(({ key, role }) => ({ teamId, userId: must(ids.get(key)), role })),
  })
  const members: [Author, Member][] = []
  for (const { key } of people)
    members.push([key, must(await memberFor(must(ids.get(key)), teamId))])
  return Object.fromEntries(members) as Team
}

/** The programme of the demo conference, moved to today so that something is on. */
async function importProgramme(member: Member): Promise<void> {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
  const text = readFileSync(path.join(process.cwd(), 'prisma', 'demo', programme), 'utf8')
    .replaceAll(daysInFile[1] ?? '', tomorrow)
    .replaceAll(daysInFile[0] ?? '', today)
  const bytes = Buffer.from(text)
  const read = await readProgramme(bytes)
  if (!read.ok) throw new Error(`the demo programme is refused: ${read.code}`)
  const file = await receive(Readable.from([bytes]), bytes.length)
  await file.keep()
  const id = await stageImport(member, {
    hash: file.hash,
    size: file.size,
    name: programme,
    programme: read.programme,
    conferenceId: null,
    ownZone: zone,
  })
  const staged = must(await getImport(member, id))
  const { hash: planHash } = must(await getPlan(member, staged))
  await applyImport(member, { id, planHash })
}

load().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exit(1)
  },
)
