import 'server-only'
import { type Drafted, draftMany, insertMany } from '@/features/annotations/many'
import { normaliseName } from '@/features/sessions/schema'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { record, recordAll } from '@/lib/live'
import { columnsOf } from '../formats/columns'
import type { Values } from '../formats/values'
import { lockImport } from '../links/apply'
import { visibleImports } from '../policy'
import * as rows from '../programmes/rows'
import type { Confirmed, Tell } from '../work'
import type { NoteReport } from './input'
import { queuePictures } from './pictures'
import { comingOf, countNotes, measureNotes, type PlannedSection } from './plan'
import { type FoundNotePlan, getNoteImport, getNotePlan, type NoteImport } from './staging'

const transactionMs = 120_000

/**
 * Writes staged notes, in statements whose number does not grow with them. Repeating it answers with
 * what the first time did.
 * @throws AppError CONFLICT when the programme has changed so that the plan is no longer the one shown
 */
export async function applyNotes(
  member: Member,
  { id, planHash }: Confirmed,
  tell: Tell = () => {},
): Promise<void> {
  const staged = await getNoteImport(member, id)
  if (!staged) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (staged.state === 'applied') return
  if (staged.state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
  const shown = await getNotePlan(member, staged)
  if (shown?.hash !== planHash) throw new AppError('CONFLICT', 'imports.notes.changed')
  // Rendering takes longer than writing: it happens before anything is locked
  const sections = comingOf(shown.plan)
  const sessions = new Map(
    sections.map(({ at, goal }) => [at, goal.kind === 'session' ? goal.id : newId()]),
  )
  // Writing takes about as long again
  const drafted = await draftMany(member, rowsOf(sections, sessions), (done, total) =>
    tell(done, 2 * total),
  )
  await db.$transaction(
    async (tx) => {
      const state = await lockImport(member, tx, id)
      if (state === 'applied') return
      if (state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
      await rows.lockConference(tx, member, shown.conference?.id ?? null)
      // Of a conference that is yet to be made nothing can have changed
      const found = shown.conference ? await getNotePlan(member, staged, tx) : shown
      if (found?.hash !== planHash) throw new AppError('CONFLICT', 'imports.notes.changed')
      await write({ tx, member, staged, found, sections, sessions, drafted })
    },
    { timeout: transactionMs, maxWait: 10_000 },
  )
}

type Sessions = Map<number, string>

function rowsOf(sections: PlannedSection[], sessions: Sessions): Drafted['rows'] {
  return sections.flatMap(({ at, pieces }) =>
    pieces.map(({ kind, audience, body, answer, speaker, done }) => ({
      ...{ id: newId(), sessionId: sessions.get(at) ?? '' },
      ...{ kind, audience, body, answer, speaker, done },
    })),
  )
}

type Work = {
  tx: Transaction
  member: Member
  staged: NoteImport
  found: FoundNotePlan
  sections: PlannedSection[]
  sessions: Sessions
  drafted: Drafted
}

async function write(work: Work): Promise<void> {
  const { tx, member, staged, found, sections, sessions, drafted } = work
  const { teamId } = member
  const conferenceId = found.conference?.id ?? newId()
  const scope: rows.Scope = { tx, teamId, importId: staged.id, conferenceId }
  await writeConference(work, scope)
  const own = sections.filter(({ goal }) => goal.kind === 'own')
  await writeSessions(scope, own, sessions)
  const links = await insertMany(member, tx, drafted, staged.id)
  const pieces = sections.flatMap((one) => one.pieces)
  const written = drafted.rows.flatMap(({ id }, at) => {
    const piece = pieces[at]
    return piece ? [{ ...piece, id }] : []
  })
  await queuePictures(member, tx, staged.id, written)
  await tx.link.updateMany({
    where: { teamId, id: { in: links } },
    data: { importId: staged.id },
  })
  await rows.widenConference(scope)
  const report = reportOf(work)
  await tx.import.updateMany({
    where: { AND: [visibleImports(member), { id: staged.id }] },
    data: {
      ...{ state: 'applied', appliedAt: new Date(), conferenceId, planHash: found.hash },
      plan: Prisma.DbNull,
      report: report as unknown as Prisma.InputJsonObject,
    },
  })
  await recordAll(tx, member, told(sections, sessions))
  await record(tx, member, {
    verb: 'applied',
    subject: { type: 'import', id: staged.id },
    place: { type: 'conference', id: conferenceId },
    audience: report.private < report.added ? 'team' : 'me',
  })
}

/** One event for each session: its page fetches anew what was written there, whoever has it open. */
function told(sections: PlannedSection[], sessions: Sessions) {
  const audiences = new Map<string, { verb: 'created' | 'edited'; audience: 'me' | 'team' }>()
  for (const { at, goal, pieces } of sections) {
    const id = sessions.get(at) ?? ''
    const own = goal.kind === 'own'
    const shared =
      own || audiences.get(id)?.audience === 'team' || pieces.some((one) => one.audience === 'team')
    audiences.set(id, { verb: own ? 'created' : 'edited', audience: shared ? 'team' : 'me' })
  }
  return [...audiences].map(([id, it]) => ({ ...it, subject: { type: 'session' as const, id } }))
}

async function writeConference({ tx, staged, found, member }: Work, scope: rows.Scope) {
  const { conferenceId: id, importId } = scope
  if (found.conference) return rows.keepRows(scope, 'conference', [id])
  const { title, zone } = staged.options
  const made = { title, slug: slugify(title), zone, importId }
  await tx.conference.create({ data: { teamId: member.teamId, id, ...made } })
}

/** Sessions that no programme has, with a day but no time, since notes tell none. */
async function writeSessions(scope: rows.Scope, own: PlannedSection[], sessions: Sessions) {
  if (own.length === 0) return
  const made = own.map((section) => {
    const values = valuesOf(section)
    return { values, day: section.day, sessionId: sessions.get(section.at) ?? '' }
  })
  const names = await rows.writeNames(
    scope,
    made.map(({ values }) => ({ values, correctsSpeakers: false })),
  )
  const now = new Date().toISOString()
  await rows.insertSessions(
    scope,
    made.map(({ values, day, sessionId }) => {
      const trackId = names.tracks.get(values.track) ?? null
      const columns = columnsOf(values, { day, trackId, abstract: undefined, now }, () => true)
      return { id: sessionId, ...columns }
    }),
  )
  await rows.writeSpeakers(scope, { added: made, renewed: [] }, names)
}

function valuesOf({ title, heading, speakers, group, at }: PlannedSection): Values {
  const people = speakers.filter(({ name }) => name)
  const once = new Map(people.map((one) => [normaliseName(one.name), one]))
  return {
    title: title || heading || String(at + 1),
    // A company alone, whose speaker the notes do not name
    subtitle: speakers
      .filter(({ name }) => !name)
      .map(({ organisation }) => organisation)
      .join(', '),
    ...{ track: group, speakers: [...once.values()], rooms: [], links: [] },
    ...{ abstract: '', abstractFormat: 'markdown', kind: '', language: '', url: null },
    ...{ startsAt: null, endsAt: null, recordingUrl: null, neverRecorded: false, cancelled: false },
  }
}

function reportOf({ staged, found, sections, sessions }: Work): NoteReport {
  const { added, present, left, private: own } = countNotes(found.plan)
  const { days, sessions: all, speakers, annotations, links } = measureNotes(staged.notes)
  return {
    ...{ conference: found.conference?.title ?? staged.options.title, file: staged.fileName },
    ...{ added, changed: 0, unchanged: present, vanished: 0, kept: 0, format: 'markdown' },
    counts: { days, sessions: all, speakers, annotations, links },
    ...{ private: own, left },
    sections: sections.map(({ at, title, heading, goal, pieces }) => ({
      sessionId: sessions.get(at) ?? '',
      title: goal.kind === 'session' ? goal.title : title || heading,
      ...{ heading, own: goal.kind === 'own', added: pieces.length },
    })),
    problems: staged.notes.problems,
  }
}
