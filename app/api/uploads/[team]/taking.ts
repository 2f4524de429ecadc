import { Refused } from '@/features/imports/formats/refusal'
import { canImport } from '@/features/imports/policy'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { receiveForm, type SentForm } from '@/lib/storage'
import { admit } from './admit'

/** Why a file was not taken: a key of importProblems, or of imports.refused, with its values. */
export type Refusal = { reason: string; params?: Record<string, string | number> | undefined }

type Limits = Parameters<typeof receiveForm>[1]

/**
 * What a form of one of our pages sent that somebody may import, or the answer to whom `admit` refuses,
 * and to what is no form.
 */
export async function receiveImport(
  request: Request,
  team: string,
  { largestBody, ...limits }: Limits & { largestBody: number },
): Promise<{ member: Member; sent: SentForm } | Response> {
  const member = await admit(request, team, { may: canImport, largest: largestBody })
  if (member instanceof Response) return member
  const sent = await receiveForm(request, limits).catch(() => null)
  return sent ? { member, sent } : new Response(null, { status: 400 })
}

/** The reason that an error tells, or null for one that nobody has foreseen. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refused) return { reason: error.refusal.code, params: error.refusal.params }
  if (error instanceof AppError && error.code === 'RATE_LIMITED') {
    return { reason: 'too-many', params: error.params }
  }
  return null
}

/** A refusal as the query of the page that shows it. */
export function queryOf({ reason, params = {} }: Refusal): Record<string, string> {
  const values = Object.entries(params).map(([key, value]) => [`with.${key}`, String(value)])
  return { refused: reason, ...Object.fromEntries(values) }
}
