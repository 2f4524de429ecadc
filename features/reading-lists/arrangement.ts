import { z } from 'zod'
import { LinkType } from '@/prisma/generated/enums'
import { placeInput } from './schema'

// What the buttons of a list's form say.

const id = z.uuid('errors.invalid')

/** Entries are ticked on one page, which has fifty. */
export const mostTicked = 200
const ticked = z
  .union([z.array(id), id.transform((one) => [one])])
  .pipe(z.array(id).max(mostTicked, 'errors.tooLong'))

/** What the form of a list sent to the page of other lists: those ids that are some. */
export const tickedInput = z
  .preprocess(
    (given) => [given ?? []].flat().filter((text) => id.safeParse(text).success),
    z.array(id),
  )
  .transform((ids) => ids.slice(0, mostTicked))

/**
 * A list's buttons. `up:ENTRY:NEIGHBOUR` moves before that one, `up:ENTRY:NEIGHBOUR:SECTION` behind it
 * and into its section (`none`: out of all), `down` likewise; `up-section:SECTION:NEIGHBOUR`; `remove:`
 * and `restore:` entries, `remove-section:` and `restore-section:`. `all:…` goes for all that are ticked.
 */
export const arrangeInput = z
  .object({
    act: z.string(),
    entry: ticked.optional().catch(undefined),
    section: z.literal('').or(id).optional(),
    list: z.literal('').or(id).optional(),
    type: z.enum(LinkType).optional().catch(undefined),
  })
  .transform(({ act, ...form }, context) => {
    const refuse = () => {
      context.addIssue({ code: 'custom', message: 'errors.invalid' })
      return z.NEVER
    }
    const [verb = '', first = '', neighbour = '', section] = act.split(':')
    if (verb === 'all') {
      if (!form.entry?.length) return { refused: 'lists.bulk.noneTicked' }
      const entries = form.entry
      if (first === 'remove') return { remove: entries }
      if (first === 'done') return { done: entries }
      if (first === 'section') return { toSection: form.section ?? '', entries }
      if (first === 'type' && form.type) return { toType: form.type, entries }
      const to = (first === 'move' || first === 'copy') && form.list
      if (to) return { toList: to, copy: first === 'copy', entries }
      return { refused: 'lists.bulk.nothingChosen' }
    }
    const ids = z.array(id).max(mostTicked).safeParse(first.split(','))
    const one = ids.success ? ids.data[0] : undefined
    if (!ids.success || !one) return refuse()
    if (verb === 'remove') return { remove: ids.data }
    if (verb === 'restore') return { restore: ids.data }
    if (verb === 'remove-section') return { removeSection: one }
    if (verb === 'restore-section') return { restoreSection: one }
    if (!/^(up|down)(-section)?$/.test(verb)) return refuse()
    // Upwards is before the one above, and into the section above behind its last one
    const across = section !== undefined
    const side = verb.startsWith('up') === across ? 'after' : 'before'
    const place = placeInput.safeParse({
      id: one,
      [side]: neighbour,
      ...(across && { section: section === 'none' ? '' : section }),
    })
    if (!place.success) return refuse()
    return verb.endsWith('-section') ? { placeSection: place.data } : { place: place.data }
  })

export type Arrangement = z.output<typeof arrangeInput>
