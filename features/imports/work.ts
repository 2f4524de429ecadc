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

/**
 * Takes an applied import back, all of it or nothing, in one transaction that locks its row: a
 * repetition finds it undone and changes nothing.
 * @throws AppError when it cannot be done, as a sentence for whoever asked for it
 */
export type Undo = (member: Member, id: string, tell?: Tell) => Promise<void>

/** Why an import came back: a key of messages/ with what fills it in. */
export type WorkProblem = { key: string; params: MessageParams }

/** Undoing comes after what it undoes: work of the other kind is a trace of what has ended. */
const workedOn = { staged: 'applying', applied: 'undoing', undone: null, discarded: null } as const

/** What people see while something is done in the background. */
export const busyStates = ['applying', 'undoing'] as const

export type BusyState = (typeof busyStates)[number]
export type ShownState = ImportState | BusyState

type Work = { undoing: boolean; problem: unknown }

/**
 * The state for people, with why the last work came back, if it did: what is confirmed and not done yet
 * is still staged in the database, and applied as long as it is not taken back.
 */
export function stateOf(
  state: ImportState,
  work: Work | null,
): { state: ShownState; busy: BusyState | null; problem: WorkProblem | null } {
  const doing = work?.undoing === (state === 'applied') ? workedOn[state] : null
  const busy = work?.problem === null ? doing : null
  return {
    state: busy ?? state,
    busy,
    problem: doing ? ((work?.problem ?? null) as WorkProblem | null) : null,
  }
}
