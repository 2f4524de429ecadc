import { z } from 'zod'
import { fromShortId } from '@/lib/ids'
import { seenRevision } from '@/lib/records'

/** How many blocks a summary holds: it is for what matters most. */
export const mostBlocks = 200

const id = z.uuid({ error: 'errors.invalid' }).transform((value) => value.toLowerCase())
const optionalId = z.preprocess((value) => value || null, id.nullable())

const text = z
  .string({ error: 'errors.required' })
  .max(20_000, { error: 'errors.tooLong' })
  .transform((value) => value.replace(/\r\n?/g, '\n').trim())
  .refine((value) => value !== '', { error: 'errors.required' })

/** Words of the team's own under an id that their writer chose; `after` is the block above them. */
export const writeBlockInput = z.object({ id, session: id, text, after: optionalId })

/** Other words for a block; `keep` puts what was typed into the history instead. */
export const editBlockInput = z.object({
  id,
  text,
  revision: seenRevision.min(1, 'errors.invalid'),
  keep: z.literal('stored').optional().catch(undefined),
})

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const acts = new RegExp(
  `^(?:(promote|withdraw|remove|restore):(${uuid})|(up|down):(${uuid}):(${uuid}))$`,
)

/**
 * A button's value: what to do with which annotation (`promote`, `withdraw`) or block; `up` and
 * `down` name the neighbour to be passed.
 */
export const arrangeInput = z.object({
  act: z
    .string()
    .regex(acts, { error: 'errors.invalid' })
    .transform((value) => {
      const [, verb, subject, way, moved, neighbour] = acts.exec(value) ?? []
      if (way && moved) {
        return { verb: 'move' as const, id: moved, [way === 'up' ? 'before' : 'after']: neighbour }
      }
      return { verb: verb as Verb, id: subject ?? '' }
    }),
})

type Verb = 'promote' | 'withdraw' | 'remove' | 'restore'

const short = z.string().transform(fromShortId).catch(null)

/** What the address of a summary opens: the form of a block, or one for words below it. */
export const summaryViewInput = z.object({ block: short, below: short })

export type SummaryView = z.output<typeof summaryViewInput>
export type WriteBlock = z.output<typeof writeBlockInput>
export type EditBlock = Omit<z.output<typeof editBlockInput>, 'keep'>
export type MoveBlock = { id: string; after?: string | undefined; before?: string | undefined }
