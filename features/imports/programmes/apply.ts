import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'
import { reattachPassages } from '@/features/sessions/passages'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { record } from '@/lib/live'
import { type Rendered, renderHtml, renderMarkdown } from '@/lib/markdown'
import { columnsOf } from '../formats/columns'
import { type Field, hashOf, type Values } from '../formats/values'
import { visibleImports } from '../policy'
import { type FoundPlan, getImport, getPlan, type ImportDetail } from '../queries'
import { type Fetched, type ImportReport, type ReportedSession, sourceKinds } from '../schema'
import type { Confirmed, Tell } from '../work'
import { type Changed, isChanging } from './plan'
import * as rows from './rows'

/** Longest transaction in milliseconds: the largest programmes take about one second. */
const transactionMs = 60_000
const renderedAtOnce = 20

/**
 * Carries out a staged import. Repeating it answers with what the first time did.
 * @param planHash the plan that was shown
 * @throws AppError CONFLICT when the programme has changed so that the plan is no longer that one
 */
export async function applyImport(
  member: Member,
  { id, planHash }: Confirmed,
  tell: Tell = () => {},
): Promise<void> {
  const staged = await getImport(member, id)
  if (!staged) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (staged.state === 'applied') return
  if (staged.state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
  // Rendering takes longer than writing: it happens before anything is locked
  const shown = await getPlan(member, staged)
  if (shown?.hash !== planHash) throw new AppError('CONFLICT', 'imports.apply.changed')
  const texts = await renderAbstracts(shown, tell)
  await db.$transaction(
    async (tx) => {
      if (await isAppliedAlready(tx, member, id)) return
      await rows.lockConference(tx, member, shown.conference?.id ?? null)
      const found = await getPlan(member, staged, tx)
      if (found?.hash !== planHash) throw new AppError('CONFLICT', 'imports.apply.changed')
      await write(tx, member, staged, found, texts)
    },
    { timeout: transactionMs, maxWait: 10_000 },
  )
}

/** Locks the import, so that of two confirmations the second waits and finds the work done. */
async function isAppliedAlready(tx: Transaction, member: Member, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: string }[]>(Prisma.sql`
    SELECT "state"::text FROM "Import"
    WHERE "teamId" = ${member.teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
  if (row?.state === 'staged') return false
  if (row?.state === 'applied') return true
  throw new AppError('CONFLICT', 'imports.apply.tooLate')
}

type Texts = Map<string, Rendered>

const textKey = ({ abstractFormat, abstract }: Values) => `${abstractFormat} ${abstract}`

/** A few at a time: others are waiting for this process too. */
async function renderAbstracts({ plan }: FoundPlan, tell: Tell): Promise<Texts> {
  const changed = plan.changed.filter((one) => isChanging(one, 'abstract'))
  const all = [...plan.added, ...changed]
  const texts: Texts = new Map()
  for (const [at, { values }] of all.entries()) {
    if (at % renderedAtOnce === 0) {
      // Writing them takes about as long again
      tell(at, 2 * all.length)
      await breathe()
    }
    const render = values.abstractFormat === 'html' ? renderHtml : renderMarkdown
    texts.set(textKey(values), render(values.abstract))
  }
  tell(all.length, 2 * all.length)
  return texts
}

type Work = rows.Scope & { staged: ImportDetail; found: FoundPlan; sourceId: string; now: string }

async function write(
  tx: Transaction,
  member: Member,
  staged: ImportDetail,
  found: FoundPlan,
  texts: Texts,
): Promise<void> {
  const { teamId } = member
  const conferenceId = found.conference?.id ?? newId()
  const sourceId = found.source?.id ?? newId()
  const now = new Date().toISOString()
  const work: Work = { tx, teamId, importId: staged.id, conferenceId, staged, found, sourceId, now }
  await writeConference(work)
  await writeSource(work)
  const made = await writeSessions(work, texts)
  const retold = found.plan.changed.filter((one) => isChanging(one, 'abstract'))
  await reattachPassages(
    member,
    tx,
    'abstract',
    retold.map((one) => one.sessionId),
  )
  await writeItems(work, made)
  await rows.widenConference(work)
  const report = reportOf(work, made)
  await tx.import.updateMany({
    where: { ...visibleImports(member), id: staged.id },
    data: {
      state: 'applied',
      appliedAt: now,
      conferenceId,
      sourceId,
      planHash: found.hash,
      report: report as unknown as Prisma.InputJsonObject,
    },
  })
  await record(tx, member, {
    verb: 'applied',
    subject: { type: 'import', id: staged.id },
    place: { type: 'conference', id: conferenceId },
  })
}

async function writeConference(work: Work): Promise<void> {
  const { tx, teamId, importId, conferenceId: id, staged, found } = work
  if (found.conference) return rows.keepRows(work, 'conference', [id])
  const { title } = staged.options
  const { url } = staged.programme
  const named = { title, slug: slugify(title), url, importId }
  await tx.conference.create({ data: { teamId, id, ...named, ...found.placing } })
}

async function writeSource(work: Work): Promise<void> {
  const { tx, teamId, importId, conferenceId, sourceId: id, staged, found, now } = work
  const { table, fetched } = staged.options
  const given = {
    ...{ name: staged.fileName, contentHash: staged.fileHash, refreshedAt: now },
    ...(table && { reading: table }),
    ...(fetched && addressColumns(fetched, staged.fileHash, now)),
  }
  if (found.source) {
    await rows.keepRows(work, 'source', [id])
    await tx.source.updateMany({ where: { teamId, id, conferenceId }, data: given })
    return
  }
  const key = { teamId, id, conferenceId, importId }
  const kind = sourceKinds[staged.programme.format]
  await tx.source.create({ data: { ...key, kind, ...given } })
}

/** What a source keeps of the address that a file came from. */
function addressColumns({ address: url, ...said }: Fetched, seenHash: string, checkedAt: string) {
  return { url, ...said, seenHash, checkedAt, failures: 0, failure: null }
}

/** Sessions with their rooms, tracks and speakers. Answers the ids of the new ones by their keys. */
async function writeSessions(work: Work, texts: Texts): Promise<Map<string, string>> {
  const { found, now } = work
  const changed = found.plan.changed.filter(({ changes }) => changes.length > 0)
  const gone = found.plan.vanished.filter(({ cancels }) => cancels)
  const made = new Map(found.plan.added.map(({ key }) => [key, newId()]))
  const added = found.plan.added.map((one) => ({ ...one, sessionId: made.get(one.key) ?? '' }))
  await rows.keepSessions(
    work,
    [...changed, ...gone].map(({ sessionId }) => sessionId),
  )
  const names = await rows.writeNames(work, [
    ...added.map(({ values }) => ({ values, correctsSpeakers: false })),
    ...changed.map(namesNeeded),
  ])
  const columns = (one: Pick<Changed, 'values' | 'day'>, has: (field: Field) => boolean) => {
    const abstract = texts.get(textKey(one.values))
    const trackId = names.tracks.get(one.values.track) ?? null
    return columnsOf(one.values, { day: one.day, trackId, abstract, now }, has)
  }
  await rows.insertSessions(
    work,
    added.map((one) => ({ id: one.sessionId, ...columns(one, () => true) })),
  )
  await rows.patchSessions(work, [
    ...changed.map((one) => ({
      id: one.sessionId,
      patch: columns(one, (field) => isChanging(one, field)),
    })),
    ...gone.map(({ sessionId }) => ({ id: sessionId, patch: { cancelledAt: now } })),
  ])
  const renewed = (field: Field) => changed.filter((one) => isChanging(one, field))
  await rows.writeRooms(work, { added, renewed: renewed('rooms') }, names)
  await rows.writeSpeakers(work, { added, renewed: renewed('speakers') }, names)
  return made
}

/** What must exist for the fields that change; a track that a member has replaced need not. */
function namesNeeded(one: Changed) {
  const speakers = isChanging(one, 'speakers')
  const values: Values = {
    ...one.values,
    rooms: isChanging(one, 'rooms') ? one.values.rooms : [],
    track: isChanging(one, 'track') ? one.values.track : '',
    speakers: speakers ? one.values.speakers : [],
  }
  return { values, correctsSpeakers: speakers }
}

async function writeItems(work: Work, made: Map<string, string>): Promise<void> {
  const { tx, teamId, sourceId, found, now } = work
  const { added, changed, unchanged, vanished } = found.plan
  const rewritten = [...changed, ...unchanged.filter(({ rewrite }) => rewrite)]
  const old = rewritten.map(({ oldKey }) => oldKey)
  const gone = vanished.map(({ key }) => key)
  await rows.keepItems(work, sourceId, [...old, ...gone])
  const fresh = added.map((one) => ({ ...one, sessionId: made.get(one.key) ?? '' }))
  await rows.replaceItems(
    work,
    sourceId,
    old,
    [...fresh, ...rewritten].map(({ key, unique, values, sessionId }) => {
      return { key, unique, values, sessionId, hash: hashOf(values) }
    }),
  )
  await tx.$executeRaw(Prisma.sql`
    UPDATE "SourceItem" SET "vanishedAt" = ${now}::timestamptz
    WHERE "teamId" = ${teamId}::uuid AND "sourceId" = ${sourceId}::uuid
      AND "externalKey" = ANY(${gone}::text[])`)
}

function reportOf({ staged, found }: Work, made: Map<string, string>): ImportReport {
  const { added, changed, unchanged, vanished } = found.plan
  const touched = changed.filter(({ changes }) => changes.length > 0)
  const sessions: ReportedSession[] = [
    ...added.map(({ key, values: { title } }) => {
      return { sessionId: made.get(key) ?? '', title, what: 'added' as const, changes: [] }
    }),
    ...changed.map(({ sessionId, values: { title }, changes, kept }) => {
      const all = [
        ...changes.map((change) => ({ ...change, kept: false })),
        ...kept.map((change) => ({ ...change, kept: true })),
      ]
      return { sessionId, title, what: 'changed' as const, changes: all }
    }),
    ...vanished.map(({ sessionId, title }) => {
      return { sessionId, title, what: 'vanished' as const, changes: [] }
    }),
  ]
  return {
    conference: found.conference?.title ?? staged.options.title,
    file: staged.fileName,
    added: added.length,
    changed: touched.length,
    unchanged: unchanged.length + changed.length - touched.length,
    vanished: vanished.length,
    kept: changed.filter(({ kept }) => kept.length > 0).length,
    sessions,
    problems: staged.programme.problems,
  }
}
