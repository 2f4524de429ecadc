import { z } from 'zod'
import { isId } from '@/lib/ids'

/** How a page tells that it is open on a session. `gone` when it is left. */
export const presenceInput = z.object({
  /** The session, from the address */
  id: z.string().refine(isId, 'errors.invalid'),
  /** Chosen by the page, so that one person's two tabs count apart */
  tab: z.string().refine(isId, 'errors.invalid'),
  state: z.enum(['here', 'writing', 'gone'], { error: 'errors.invalid' }),
  /** When the page was drawn that is looked at, told once for each drawing */
  drawn: z.iso
    .datetime({ error: 'errors.invalid' })
    .transform((text) => new Date(text))
    .optional(),
  /** The page had been left and is in sight again */
  back: z.boolean().optional(),
})

export type PresenceInput = z.output<typeof presenceInput>

/** Where a stream goes on: the number of the last event that its reader knows of. */
export const sinceInput = z.string().regex(/^\d{1,18}$/)

/** What a stream says of an event; the page fetches what it shows of it. */
export type LiveEvent = {
  /** Decimal, growing within the team */
  seq: string
  verb: string
  subject: { type: string; id: string }
  place: { type: string; id: string } | null
  /** The annotation that a comment or thread hangs on */
  on: string | null
  /** Null when the system did it */
  actor: string | null
}

export type PersonHere = { id: string; name: string; writing: boolean }

/** Who has a session open now, by name; nobody when `people` is empty. */
export type LivePresence = { session: string; people: PersonHere[] }
