import { z } from 'zod'
import { fromShortId } from '@/lib/ids'
import { pageNumber, seenRevision } from '@/lib/records'
import { LinkType } from '@/prisma/generated/enums'

// Which of all that is gathered in lists somebody wants to see: what an address asks for, and what a
// smart list keeps.

const id = z.uuid('errors.invalid')
const revision = seenRevision
const title = z.string().trim().min(1, 'errors.required').max(200, 'errors.tooLong')

/** Which links and sessions: of the reader's own (`state`, `favourites`, `later`) and of the team's. */
export type Gathering = {
  /** Only what stands in lists, or all links that somebody brought too */
  from: 'lists' | 'all'
  order: 'doing' | 'list' | 'new'
  state: 'open' | 'todo' | 'doing' | 'done' | 'all'
  later: 'now' | 'later' | 'any'
  favourites: boolean
  type: LinkType | 'session' | null
  list: string | null
  topic: string | null
  conference: string | null
  by: string | null
}

const shortChoice = z
  .string()
  .transform((text) => fromShortId(text))
  .nullable()
  .catch(null)
  .default(null)
const kinds = ['session', ...Object.values(LinkType)] as const

/** What the address of one's own reading asks for; what it does not know it leaves out. */
export const readingInput = z.object({
  state: z.enum(['open', 'todo', 'doing', 'done', 'all']).catch('open').default('open'),
  show: z.enum(['favourites', 'later']).nullable().catch(null).default(null),
  type: z.enum(kinds).nullable().catch(null).default(null),
  list: shortChoice,
  order: z.enum(['doing', 'list']).catch('doing').default('doing'),
  page: pageNumber.default(1),
})
export type ReadingView = z.output<typeof readingInput>

/** The queue leaves out what is put off; favourites and what is put off are shown whatever the state. */
export function gatheringOf({ state, show, type, list, order }: ReadingView): Gathering {
  return {
    ...{ from: 'lists', topic: null, conference: null, by: null, type, list, order },
    state: show === 'favourites' ? 'all' : show === 'later' ? 'open' : state,
    later:
      show === 'favourites' ? 'any' : show === 'later' ? 'later' : state === 'done' ? 'any' : 'now',
    favourites: show === 'favourites',
  }
}

const oneOf = id.nullable().catch(null).default(null)

/** What a smart list asks for, as it is stored. */
export const smartFilter = z.object({
  type: z.enum(kinds).nullable().catch(null).default(null),
  topic: oneOf,
  conference: oneOf,
  by: oneOf,
  state: z.enum(['all', 'open', 'done']).catch('all').default('all'),
  favourites: z.union([z.boolean(), z.string().transform(Boolean)]).default(false),
})
export type SmartFilter = z.output<typeof smartFilter>

export const smartListInput = smartFilter.extend({
  title,
  forTeam: z.string().default('').transform(Boolean),
})
export type SmartListInput = z.output<typeof smartListInput>
export const smartListEditInput = smartListInput.extend({ id, revision })

/** The newest first; what is put off is shown like the rest. */
export function smartGathering(filter: SmartFilter): Gathering {
  return { ...filter, from: 'all', order: 'new', later: 'any', list: null }
}
