import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readAny } from '@/features/imports/formats/read-any'
import { applyNotes } from '@/features/imports/notes/apply'
import { getNoteImport, getNotePlan, stageNotes } from '@/features/imports/notes/staging'
import type { Member } from '@/lib/actor'
import { ratioOf, statementsFor } from './import-rows'

const size = 5 * 2 ** 20
const rounds = 3

// In an order in which each finds what it refers to; what points on to jobs is not among them
const tables = [
  ...['Import', 'Conference', 'Speaker', 'Session', 'SessionSpeaker', 'Annotation', 'Revision'],
  ...['Topic', 'Mention', 'Link', 'Citation', 'Event'],
]

/**
 * Time of importing a file of notes of 5 MB, divided by that of reading it and writing the same rows with
 * COPY. Throws when twice the notes need more statements.
 */
export async function importNotesRatio(): Promise<number> {
  const few = await statementsFor((owner) => importAll(owner, repeated(200_000)))
  const many = await statementsFor((owner) => importAll(owner, repeated(400_000)))
  if (many > few) throw new Error(`200 kB of notes took ${few} statements, 400 kB took ${many}`)
  const bytes = repeated(size)
  const work = (owner: Member) => importAll(owner, bytes)
  return ratioOf({ work, read: () => read(bytes), tables, rounds })
}

async function read(bytes: Buffer) {
  const result = await readAny(bytes, { name: 'notes.md' })
  if (!result.ok || !('notes' in result)) throw new Error('the notes were refused')
  return result.notes
}

async function importAll(owner: Member, bytes: Buffer) {
  const notes = await read(bytes)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const file = { hash, size: bytes.length, name: 'notes.md', notes }
  const id = await stageNotes(owner, { ...file, conferenceId: null, ownZone: null })
  const staged = await getNoteImport(owner, id)
  const found = staged && (await getNotePlan(owner, staged))
  if (!found) throw new Error('the import has no plan')
  await applyNotes(owner, { id, planHash: found.hash })
}

/** Notes of one day again and again, until they are as long: each day and talk named apart. */
function repeated(bytes: number): Buffer {
  const samples = process.env.HALLWAY_SAMPLES ?? ''
  const file = path.join(samples, 'notes', 'kubecon-china-2018.zh.md')
  const day = samples && existsSync(file) ? readFileSync(file, 'utf8') : own
  const parts: string[] = []
  for (let at = 0, length = 0; length < bytes; at++) {
    const date = new Date(Date.UTC(2018, 0, 1 + at)).toISOString().slice(0, 10)
    const part = day.replace(/^# .*$/m, `# ${date}`).replaceAll('\n## ', `\n## ${at} `)
    parts.push(part)
    length += Buffer.byteLength(part)
  }
  return Buffer.from(parts.join('\n')).subarray(0, bytes)
}

const own = `# 2018-01-01

## Sandboxes in production - Ada Byron, Engines
Three mechanisms carry the weight: seccomp, AppArmor, capabilities. Look this up later.

- Memory can be limited, CPU cannot
- [White paper](https://example.org/paper.pdf)

Q1: What does it cost?
    Two per cent. See https://example.org/cost

![](http://pictures.example/slide.png)

### What is left #open
Who decides which image may run?
${'Notes go on as long as the talk does, one line after another, in words of their own.\n\n'.repeat(20)}
## 个人感想
回去以后试一试。

`
