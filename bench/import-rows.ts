import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readProgramme } from '@/features/imports/formats/read'
import { stageImport } from '@/features/imports/mutations'
import { applyImport } from '@/features/imports/programmes/apply'
import { getImport, getPlan } from '@/features/imports/queries'
import type { Member } from '@/lib/actor'
import { pool } from '@/lib/db'
import { createTeam } from '@/prisma/factories'
import { copyIn, copyOut } from './copy'
import { median } from './load'
import { statementsDuring } from './statements'

const zone = 'Europe/Berlin'

// In an order in which each finds what it refers to
const tables = ['Import', 'Conference', 'Source', 'Room', 'Track', 'Speaker', 'Session']
const joined = ['SessionRoom', 'SessionSpeaker', 'SourceItem']

/**
 * Time of importing the largest programme at hand, divided by that of parsing it and writing the same
 * rows with COPY. Throws when twice the rows need more statements.
 */
export async function importRatio(): Promise<number> {
  const few = await statementsFor((owner) => importAll(owner, generated(300)))
  const many = await statementsFor((owner) => importAll(owner, generated(600)))
  // The first import may ask for what the next ones know already
  if (many > few) throw new Error(`300 sessions took ${few} statements, 600 took ${many}`)
  const bytes = largest()
  const work = (owner: Member) => importAll(owner, bytes)
  return ratioOf({ work, read: () => read(bytes), tables: [...tables, ...joined], rounds: 5 })
}

type Measured = {
  /** Imports for the owner of an empty team */
  work: (owner: Member) => Promise<unknown>
  /** Only reads what is imported */
  read: () => Promise<unknown>
  /** What is written, in an order in which each finds what it refers to */
  tables: string[]
  rounds: number
}

/** Median time of an import ÷ that of reading the same and writing the same rows with COPY. */
export async function ratioOf({ work, read, tables, rounds }: Measured): Promise<number> {
  const imports: number[] = []
  const copies: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { owner } = await createTeam({ name: 'Import' })
    imports.push(await timed(() => work(owner)))
    const rows = await rowsOf(owner, tables)
    const other = await createTeam({ name: 'Copy' })
    // The first member is the owner: the same rows, of another team
    const moved = rows.map(([table, text]): [string, string] => [
      table,
      text
        .replaceAll(owner.teamId, other.owner.teamId)
        .replaceAll(owner.userId, other.owner.userId),
    ])
    copies.push(await timed(() => copyAll(read, moved)))
  }
  return median(imports) / median(copies)
}

/** A real programme where HALLWAY_SAMPLES names the folder of them, else one as large. */
function largest(): Buffer {
  const samples = process.env.HALLWAY_SAMPLES ?? ''
  const file = path.join(samples, '1-frab-pretalx', 'fosdem-2026.xml')
  return samples && existsSync(file) ? readFileSync(file) : generated(900)
}

async function importAll(owner: Member, bytes: Buffer) {
  const programme = await read(bytes)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const { length: size } = bytes
  const placed = { ...programme, zone: programme.zone ?? zone, zoneCertain: true }
  const id = await stageImport(owner, {
    ...{ hash, size, name: 'schedule.xml' },
    programme: placed,
    conferenceId: null,
    ownZone: null,
  })
  const staged = await getImport(owner, id)
  const plan = staged && (await getPlan(owner, staged))
  if (!plan) throw new Error('the import has no plan')
  await applyImport(owner, { id, planHash: plan.hash })
}

async function read(bytes: Buffer) {
  const result = await readProgramme(bytes)
  if (!result.ok) throw new Error(`the programme was refused: ${result.code}`)
  return result.programme
}

async function copyAll(read: Measured['read'], rows: [string, string][]) {
  await read()
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    for (const [table, text] of rows) await copyIn(client, table, text)
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

async function rowsOf({ teamId }: Member, tables: string[]): Promise<[string, string][]> {
  const client = await pool.connect()
  const rows: [string, string][] = []
  try {
    for (const table of tables) {
      const query = `SELECT * FROM "${table}" WHERE "teamId" = '${teamId}'`
      rows.push([table, await copyOut(client, query)])
    }
  } finally {
    client.release()
  }
  return rows
}

/** How many statements an import takes: the fewest of three, since the server's own may come in between. */
export async function statementsFor(work: Measured['work']): Promise<number> {
  const counts: number[] = []
  for (let round = 0; round < 3; round++) {
    const { owner } = await createTeam({ name: 'Count' })
    counts.push(await statementsDuring(() => work(owner)))
  }
  return Math.min(...counts)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** A frab XML of our own: three days, 20 rooms, abstracts of some 2,000 characters. */
function generated(sessions: number): Buffer {
  const talks = Array.from({ length: sessions }, (_, index) => {
    const [day, room, slot] = [index % 3, index % 20, Math.floor(index / 60)]
    const time = `${String(9 + Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`
    const xml = `<event id="${index + 1}" guid="${guid(index)}">
      <date>2026-11-1${day}T${time}:00+01:00</date><start>${time}</start><duration>00:25</duration>
      <room>Room ${room}</room><title>Talk ${index}: what we learned</title><subtitle/>
      <track>Track ${index % 60}</track><type>lecture</type><language>en</language>
      <abstract>${'&lt;p&gt;Three mechanisms carry the weight: seccomp, AppArmor and capabilities.&lt;/p&gt;'.repeat(22)}</abstract>
      <persons><person id="${index % 700}">Speaker ${index % 700}</person></persons>
      <links><link href="https://example.org/${index}">Slides</link></links></event>`
    return { day, room, xml }
  })
  const days = [0, 1, 2].map((day) => {
    const rooms = Array.from({ length: 20 }, (_, room) => {
      const here = talks.filter((talk) => talk.day === day && talk.room === room)
      return `<room name="Room ${room}">${here.map(({ xml }) => xml).join('')}</room>`
    })
    return `<day date="2026-11-1${day}" index="${day + 1}" start="2026-11-1${day}T08:00:00+01:00"
      end="2026-11-1${day}T23:00:00+01:00">${rooms.join('')}</day>`
  })
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><schedule><version>1</version>
    <conference><title>Generated Days</title><acronym>gen</acronym><start>2026-11-10</start>
    <end>2026-11-12</end><days>3</days><time_zone_name>${zone}</time_zone_name></conference>
    ${days.join('')}</schedule>`)
}

function guid(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
}
