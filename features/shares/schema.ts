import { z } from 'zod'
import { sentDay } from '@/lib/records'

/** Days after which a share ends, a day of one's own, or never; the first is offered. */
export const lifetimes = ['7', '1', '30', '90', 'until', 'never'] as const

/** What can be shared: a list, the public notes of a session, the recap of a conference. */
export const subjects = ['list', 'session', 'recap'] as const

const ticked = z.literal('on').optional().transform(Boolean)
const orNothing = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z
    .string()
    .default('')
    .transform((text) => (text === '' ? undefined : text))
    .pipe(schema.optional())
const password = orNothing(z.string().min(8, 'errors.tooShort').max(200, 'errors.tooLong'))
const until = orNothing(sentDay('errors.date'))

type Ending = { lifetime: string; until?: string | undefined }

/** The last day of an address is over at midnight UTC; it has to be one that is not over yet. */
const hasDay = ({ lifetime, until }: Ending) =>
  lifetime !== 'until' || (endOf(until) ?? new Date(0)) > new Date()
const noDay = { path: ['until'], message: 'shares.dayOver' }

export const shareInput = z
  .object({
    subject: z.enum(subjects, 'errors.invalid'),
    of: z.uuid('errors.invalid'),
    lifetime: z.enum(lifetimes, 'errors.invalid'),
    until,
    password,
    indexed: ticked,
  })
  .refine(hasDay, noDay)
export type ShareInput = z.output<typeof shareInput>

/** `keep` leaves the end as it is, and no new password the one there is. */
export const shareEditInput = z
  .object({
    id: z.uuid('errors.invalid'),
    lifetime: z.enum(['keep', ...lifetimes], 'errors.invalid'),
    until,
    password,
    withoutPassword: ticked,
    indexed: ticked,
  })
  .refine(hasDay, noDay)
export type ShareEdit = z.output<typeof shareEditInput>

/** When an address ends that is made now; null: never. */
export function endingOf({ lifetime, until }: Ending): Date | null {
  if (lifetime === 'never') return null
  return lifetime === 'until' ? endOf(until) : new Date(Date.now() + Number(lifetime) * 86_400_000)
}

function endOf(day: string | undefined): Date | null {
  return day === undefined ? null : new Date(Date.parse(day) + 86_400_000)
}

const ids = z.union([
  z.uuid('errors.invalid').transform((id) => [id]),
  z.array(z.uuid('errors.invalid')).min(1, 'shares.chooseSome').max(200),
])

/** `act` of the shares' buttons: `revoke:ID`, `reopen:ID,ID`, or `chosen` for the ticked ones. */
export const actInput = z
  .object({ act: z.string(), id: ids.optional() })
  .transform(({ act, id = [] }, context) => {
    const [verb = '', named = ''] = act.split(':')
    const found = z
      .object({ verb: z.enum(['revoke', 'reopen']), ids })
      .safeParse({ verb, ids: named === '' ? id : named.split(',') })
    if (found.success) return found.data
    const message = named === '' ? 'shares.chooseSome' : 'errors.invalid'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

const listRole = z.enum(['viewer', 'commenter', 'editor', 'owner'], 'errors.invalid')
const list = z.uuid('errors.invalid')
const user = z.uuid('errors.required')

export const listAudienceInput = z.object({
  list,
  audience: z.enum(['team', 'members'], 'errors.invalid'),
})
export type ListAudienceInput = z.output<typeof listAudienceInput>

export const listMemberInput = z.object({ list, user, role: listRole })
export type ListMemberInput = z.output<typeof listMemberInput>

export const listMemberIdInput = z.object({ list, user })
export type ListMemberId = z.output<typeof listMemberIdInput>

export const publicNameInput = z.object({
  show: z.literal('on').optional().transform(Boolean),
})

/** What the address of the page of all shares asks for; anything else is no matter. */
export const shareFilter = (query: Record<string, string | string[] | undefined>) => {
  const state = z.enum(['open', 'ended']).safeParse(query.state)
  const of = z.enum(subjects).safeParse(query.of)
  return { ...(state.success && { state: state.data }), ...(of.success && { of: of.data }) }
}
