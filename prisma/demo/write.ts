import {
  answerAnnotation,
  closeAnnotation,
  writeAnnotation,
} from '@/features/annotations/mutations'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { reply, startThread } from '@/features/comments/mutations'
import { readNotices } from '@/features/inbox/mutations'
import { setInterest } from '@/features/interests/mutations'
import { addLink, addSession, createList, updateEntry } from '@/features/reading-lists/mutations'
import { addLinkInput } from '@/features/reading-lists/schema'
import { attachTranscriptInput } from '@/features/sessions/schema'
import { attachTranscript } from '@/features/sessions/transcripts'
import { promoteAnnotation, writeBlock } from '@/features/summaries/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import type { Author, lists, picks, talks } from './notes'

export type Team = Record<Author, Member>
type Sessions = Map<string, string>

/** The annotations and discussions of one talk, each written by its author. */
export async function annotate(
  team: Team,
  { title, notes, discussion, summary = [] }: (typeof talks)[number],
  sessions: Sessions,
): Promise<void> {
  const session = must(sessions.get(title))
  const ids: string[] = []
  for (const note of notes) {
    const id = newId()
    ids.push(id)
    const input = writeAnnotationInput.parse({
      id,
      session,
      text: note.text,
      kind: note.kind,
      audience: note.audience ?? 'team',
      speaker: note.speaker ?? '',
      owner: note.owner ? team[note.owner].userId : '',
      due: note.dueIn === undefined ? '' : dayFromNow(note.dueIn),
      slide: note.slide ?? '',
    })
    await writeAnnotation(team[note.by], input)
    if (note.answer) {
      await answerAnnotation(team[note.answer.by], { id, revision: 1, text: note.answer.text })
    }
    if (note.done) await closeAnnotation(team[note.by], id)
    if (note.comments) await discuss(team, 'annotation', id, note.comments)
  }
  for (const thread of discussion) await discuss(team, 'session', session, thread)
  for (const [by, what] of summary) {
    if (typeof what === 'number') await promoteAnnotation(team[by], must(ids[what]))
    else await writeBlock(team[by], { id: newId(), session, text: what, after: null })
  }
}

async function discuss(
  team: Team,
  subjectType: 'session' | 'annotation',
  subjectId: string,
  [first, ...others]: [Author, string][],
): Promise<void> {
  const [opener, body] = must(first)
  const id = newId()
  await startThread(team[opener], { id, subjectType, subjectId, body })
  const { threadId } = must(await db.comment.findFirst({ where: { id } }))
  for (const [by, text] of others) await reply(team[by], { id: newId(), threadId, body: text })
}

/** What was said in a session. */
export async function transcribe(member: Member, session: string, vtt: string): Promise<void> {
  const given = { session, text: Buffer.from(vtt), language: 'en', fileName: 'panel.vtt' }
  await attachTranscript(member, attachTranscriptInput.parse(given))
}

/** Everybody has seen what was told until now. */
export async function readAll(team: Team): Promise<void> {
  for (const member of Object.values(team)) {
    const { eventSeq } = must(await db.team.findUnique({ where: { id: member.teamId } }))
    await readNotices(member, eventSeq)
  }
}

/** What somebody wants of the programme. */
export async function pick(
  team: Team,
  { by, wish, titles }: (typeof picks)[number],
  sessions: Sessions,
): Promise<void> {
  for (const title of titles) {
    await setInterest(team[by], { id: must(sessions.get(title)), wish })
  }
}

/** A reading list and its entries, with the why of each. */
export async function collect(
  team: Team,
  { by, title, description, entries }: (typeof lists)[number],
  sessions: Sessions,
): Promise<void> {
  const member = team[by]
  const { id: list } = await createList(member, { title, description })
  for (const { address, session, title: name = '', why } of entries) {
    if (address) {
      await addLink(member, addLinkInput.parse({ list, address, title: name, why }))
      continue
    }
    const found = must(sessions.get(session ?? ''))
    const { entryId } = await addSession(member, { session: found, list, title: '' })
    await updateEntry(member, { id: entryId, revision: 1, why, page: '' })
  }
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** The value, which the demo data is sure to have. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the demo team lacks something')
  return value
}
