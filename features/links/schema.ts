import { z } from 'zod'
import { LinkType } from '@/prisma/generated/enums'
import { longestAddress, parseAddress } from './address'

export const linkTypes = Object.values(LinkType)

/** A web address as typed; refused in words that say what is wrong with it. */
export const addressInput = z
  .string()
  .max(longestAddress * 2, 'links.refusals.tooLong')
  .superRefine((text, context) => {
    const address = parseAddress(text)
    if (!address.ok) {
      context.addIssue({ code: 'custom', message: `links.refusals.${address.code}` })
    }
  })

export const linkTitleInput = z.string().trim().max(300, 'errors.tooLong')

export const linkInput = z.object({
  address: addressInput,
  /** Empty: derived from the address */
  title: linkTitleInput.default(''),
  type: z.enum(LinkType).optional(),
})
export type LinkInput = z.output<typeof linkInput>

/** What a form of a link sends: an empty title or type gives it back to guessing. */
export const linkEditInput = z.object({
  id: z.uuid('errors.invalid'),
  revision: z.coerce.number().int('errors.invalid'),
  title: linkTitleInput,
  type: z
    .literal('')
    .transform(() => null)
    .or(z.enum(LinkType, 'errors.invalid')),
})
export type LinkEdit = z.output<typeof linkEditInput>

export const linkIdInput = z.object({ id: z.uuid('errors.invalid') })
