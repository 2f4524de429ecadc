import { z } from 'zod'
import { fromShortId } from '@/lib/ids'
import { pageNumber, seenRevision } from '@/lib/records'
import { LinkType } from '@/prisma/generated/enums'
import { longestAddress, parseAddress } from './address'
import { clean } from './words'

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

export const linkTitleInput = z.string().overwrite(clean).max(300, 'errors.tooLong')

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
  revision: seenRevision,
  title: linkTitleInput,
  type: z
    .literal('')
    .transform(() => null)
    .or(z.enum(LinkType, 'errors.invalid')),
})
export type LinkEdit = z.output<typeof linkEditInput>

/** Two links to be one; the other by its address, or by that of its page. */
export const linkMergeInput = z.object({
  id: z.uuid('errors.invalid'),
  into: z
    .string()
    .trim()
    .min(1, 'errors.required')
    .max(longestAddress * 2, 'links.refusals.tooLong'),
})
export type LinkMerge = z.output<typeof linkMergeInput>

export const linkIdInput = z.object({ id: z.uuid('errors.invalid') })

/** Links of one page of the library. */
export const linksPerPage = 50

const short = z.string().transform(fromShortId).catch(null)
// An address can hold NUL, the database cannot
const words = z.string().regex(/^[^\0]*$/)

/** What the address of the library says: which links of it, and which page of them. */
export const libraryInput = z.object({
  q: words.trim().max(200).catch(''),
  type: z.enum(LinkType).nullable().catch(null),
  site: words.min(1).max(300).nullable().catch(null),
  by: short,
  conference: short,
  topic: short,
  /** Whose page could not be read; or has been gone for long */
  state: z.enum(['failed', 'dead']).nullable().catch(null),
  view: z.enum(['trash']).nullable().catch(null),
  page: pageNumber,
})
export type LibraryView = z.output<typeof libraryInput>

/** The address that was shown as the one that a link has moved to. */
export const followMoveInput = linkIdInput.extend({ to: z.string().max(longestAddress) })
export type FollowMove = z.output<typeof followMoveInput>

/** Where a page has been archived; nothing takes that back. */
export const archiveInput = linkIdInput.extend({
  archive: z.preprocess(
    (text) => (text === '' ? null : text),
    addressInput
      .transform((text) => {
        const address = parseAddress(text)
        return address.ok ? address.url : null
      })
      .nullable(),
  ),
})
export type SetArchive = z.output<typeof archiveInput>
