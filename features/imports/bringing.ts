import 'server-only'
import { getConferences } from '@/features/conferences/queries'
import type { Member } from '@/lib/actor'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'
import type { Arriving } from '@/lib/sent'
import { type Incoming, receive, TooLarge } from '@/lib/storage'
import { stageAnnotations } from './annotations/staging'
import { awaitImport, confirmImport } from './background'
import { readApart } from './formats/read-apart'
import { Refused } from './formats/refusal'
import { stageLinks } from './links/staging'
import { stageMediaFile } from './media/files'
import { chooseMediaConference, getMediaImport } from './media/staging'
import { stageImport, updateImport } from './mutations'
import { stageNotes } from './notes/staging'
import { getImportPlan } from './planned'
import { canImport } from './policy'
import { getImport } from './queries'
import { getImportRecord } from './records'
import type { BringInput } from './schema'

/** Bytes of a file that a program sends. */
const largest = 20 * 2 ** 20
const patienceMs = 10_000

/**
 * Brings a file in as it is proposed, under the id that its sender chose; where they only want to look
 * first, or it is not known in which zone its times are, or to which talks its recordings belong, it
 * waits for somebody who confirms it. The same id with the same bytes is a retry. Answers whether they
 * came just now.
 */
export async function bringFile(
  member: Member,
  input: BringInput,
  body: Arriving,
): Promise<boolean> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const tooLarge = () =>
    new AppError('TOO_LARGE', 'errors.tooLarge', { params: { limit: largest / 2 ** 20 } })
  if (body.length > largest) throw tooLarge()
  await limit('importPerMember', member.userId)
  const file = await receive(body.stream, largest).catch((error) => {
    throw error instanceof TooLarge ? tooLarge() : error
  })
  try {
    const created =
      !(await isRetry(member, input.id, file.hash)) && (await first(member, input, file))
    await settleZone(member, input)
    await settleConference(member, input)
    if (input.confirm) await confirm(member, input.id)
    return created
  } finally {
    await file.drop()
  }
}

/** Whether it was staged just now; false where the same was sent twice at once, and this came second. */
async function first(member: Member, input: BringInput, file: Incoming): Promise<boolean> {
  try {
    await stage(member, input, file)
    return true
  } catch (error) {
    if (isDuplicate(error) && (await isRetry(member, input.id, file.hash))) return false
    throw error
  }
}

async function isRetry({ teamId, userId }: Member, id: string, hash: string): Promise<boolean> {
  const earlier = await db.import.findUnique({ where: { teamId_id: { teamId, id } } })
  if (!earlier) return false
  if (earlier.createdById === userId && earlier.fileHash === hash) return true
  throw new AppError('CONFLICT', 'imports.notes.idTaken')
}

async function stage(member: Member, input: BringInput, file: Incoming): Promise<void> {
  const { id, name, conference, as } = input
  const known = conference && (await getConferences(member)).find((one) => one.id === conference)
  if (conference && !known) throw new AppError('NOT_FOUND', 'errors.notFound')
  const zone = known ? known.zone : input.zone
  if (await stageMedia(member, input, file)) return
  const text = as === 'notes' || as === 'links' ? { as } : {}
  const result = await readApart(file.path, { name, ...text, ...(zone && { zone }) })
  if (!result.ok) {
    throw new AppError('INVALID', `importProblems.${result.code}`, { params: result.params })
  }
  await file.keep()
  const stored = { id, hash: file.hash, size: file.size, name }
  const placed = { conferenceId: conference, ownZone: input.zone }
  if ('links' in result) await stageLinks(member, { ...stored, links: result.links })
  else if ('annotations' in result) {
    await stageAnnotations(member, { ...stored, annotations: result.annotations })
  } else if ('notes' in result) {
    await stageNotes(member, { ...stored, ...placed, notes: result.notes })
  } else {
    await stageImport(member, { ...stored, ...placed, programme: result.programme })
  }
}

/** Whether the file held recordings or transcripts. */
async function stageMedia(member: Member, input: BringInput, file: Incoming): Promise<boolean> {
  const { id, name, conference, as } = input
  if (as === 'notes' || as === 'links') return false
  try {
    return (await stageMediaFile(member, { id, name, file }, conference, as)) !== null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, params } = error.refusal
    throw new AppError('INVALID', `importProblems.${code}`, { params })
  }
}

/** A new conference whose file names no zone has the one that the sender named. */
async function settleZone(member: Member, { id, zone }: BringInput): Promise<void> {
  const staged = await getImport(member, id)
  if (staged?.state !== 'staged' || !zone) return
  const { target, title, zone: known } = staged.options
  if (target?.kind === 'new' && !known) await updateImport(member, { id, target, title, zone })
}

/** Recordings and transcripts of which nobody has said whose they are. */
async function settleConference(member: Member, { id, conference }: BringInput): Promise<void> {
  const staged = conference ? await getMediaImport(member, id) : null
  if (staged?.state !== 'staged' || staged.options.conferenceId || !conference) return
  await chooseMediaConference(member, { id, conference })
}

async function confirm(member: Member, id: string): Promise<void> {
  const staged = await getImportRecord(member, id)
  // The same was sent before, and is under way
  if (staged?.state === 'applying') return awaitImport(member, id, patienceMs)
  const plan = staged && (await getImportPlan(member, staged))
  // Somebody has to say more, or there is nothing that is sure
  if (!plan || plan.pairs?.every(({ take, what }) => !take || what === 'same')) return
  await confirmImport(member, { id, planHash: plan.hash })
  await awaitImport(member, id, patienceMs)
}
