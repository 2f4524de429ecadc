import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { awaitImport, confirmImport, confirmUndo, stopImport } from './background'
import { getMediaImport, getMediaPlan, saveMediaChoices } from './media/staging'
import { discardImport } from './mutations'
import { getImportPlan } from './planned'
import { getImportRecord } from './records'

// What a program does with an import that waits, or that was done.

const patienceMs = 10_000

const id = z.uuid('errors.notFound').transform((value) => value.toLowerCase())

/** What `PUT /api/v1/…/imports/{id}/confirmation` sends. */
export const confirmationInput = z.object({
  id,
  plan: z.string().length(64, 'errors.invalid').describe('api.fields.confirmed'),
  pairs: z
    .array(z.object({ row: z.int().min(0), session: id.nullable(), take: z.boolean() }))
    .max(2_000, 'errors.tooLong')
    .default([])
    .describe('api.fields.chosenPairs'),
})
type Confirmation = z.output<typeof confirmationInput>

/**
 * Confirms an import as the plan says that was read, with other pairs where they are named, and waits
 * a while for it to be done. The same again is a retry.
 * @throws AppError CONFLICT when the plan is another by now
 */
export async function confirmPlan(member: Member, { id, plan, pairs }: Confirmation) {
  const found = await getImportRecord(member, id)
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (found.state === 'staged') {
    const now = await getImportPlan(member, found)
    if (now?.hash !== plan) throw new AppError('CONFLICT', 'imports.apply.otherPlan')
    const planHash = pairs.length > 0 ? await choosePairs(member, id, pairs) : plan
    await confirmImport(member, { id, planHash })
  } else if (found.state === 'discarded' || found.state === 'undone') {
    throw new AppError('CONFLICT', 'imports.apply.tooLate')
  }
  await awaitImport(member, id, patienceMs)
}

async function choosePairs(member: Member, id: string, pairs: Confirmation['pairs']) {
  const staged = await getMediaImport(member, id)
  const found = staged && (await getMediaPlan(member, staged))
  if (!found) {
    const fieldErrors = { pairs: 'errors.invalid' }
    throw new AppError('INVALID', 'errors.check', { fieldErrors })
  }
  const chosen = new Map(pairs.map(({ row, ...pair }) => [row, pair]))
  const taken = found.rows.filter(({ index, take }) => chosen.get(index)?.take ?? take)
  return saveMediaChoices(member, {
    id,
    seen: found.seen,
    pairs: new Map(pairs.map(({ row, session }) => [row, session])),
    taken: new Set(taken.map(({ index }) => index)),
  })
}

/** Takes a confirmation back as long as nobody has begun with the work. */
export async function withdraw(member: Member, id: string): Promise<void> {
  await stopImport(member, { id, undoing: false })
}

/**
 * Puts away what waits, and takes back as a whole what was done, as far as that can be done in a while;
 * the rest goes on in the background. Again is the same.
 */
export async function takeBack(member: Member, id: string): Promise<void> {
  const found = await getImportRecord(member, id)
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { state } = found
  if (state === 'applying') await withdraw(member, id)
  if (state === 'applying' || state === 'staged') return discardImport(member, id)
  if (state === 'applied') await confirmUndo(member, id)
  await awaitImport(member, id, patienceMs)
}
