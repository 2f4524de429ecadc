import type { Member } from '@/lib/actor'
import type { MessageParams } from '@/lib/errors'
import type { ImportState } from '@/prisma/generated/client'

/** An import, and the plan of it that was shown. */
export type Confirmed = { id: string; planHash: string }

/** Says how far the work is, as often as one likes: `done` of `total` steps, whatever a step is. */
export type Tell = (done: number, total: number) => void

/**
 * Carries an import out, all of it or nothing, in one transaction that locks its row: a repetition
 * finds it applied and changes nothing. Long work that writes nothing goes before the transaction.
 * @throws AppError when it cannot be done, as a sentence for whoever confirmed it
 */
export type Apply = (member: Member, confirmed: Confirmed, tell?: Tell) => Promise<void>

/** Why an import came back: a key of messages/ with what fills it in. */
export type WorkProblem = { key: string; params: MessageParams }

export type ShownState = ImportState | 'applying'

/** The state for people: what is confirmed and not done yet is still staged in the database. */
export function stateOf(state: ImportState, work: { problem: unknown } | null): ShownState {
  return state === 'staged' && work && work.problem === null ? 'applying' : state
}
