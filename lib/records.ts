import { z } from 'zod'

// What answers of the API are made of, and what becomes of what is sent.

/**
 * What the database takes: text without NUL, which nobody types, and without halves of surrogate pairs,
 * which would come back as another sign, so that the same sent again would be something else.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

// Beyond, databases, calendars and clocks of other zones write years in ways of their own
const sane = /^[12]\d{3}-/

/** A day that is sent: `YYYY-MM-DD` of the years 1000 to 2999. */
export const sentDay = (error?: string) => z.iso.date(error).regex(sane, error)

/** An instant that is sent, of the same years. */
export const sentInstant = (options: { error: string; offset?: boolean }) =>
  z.iso.datetime(options).regex(sane, options)

/** The revision that a writer saw; one more is what it becomes, in a column of 32 bits. */
export const seenRevision = z.coerce
  .number('errors.invalid')
  .int('errors.invalid')
  .min(0, 'errors.invalid')
  .max(2 ** 31 - 2, 'errors.invalid')

/** Which page of something long an address asks for, from 1; the first where it says nothing of sense. */
export const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)

/** An instant in an answer: ISO 8601 with its offset. */
export const instant = z
  .date()
  .transform((at) => at.toISOString())
  .pipe(z.iso.datetime({ offset: true }))

/** Somebody in an answer. */
export const person = z.object({ id: z.uuid(), name: z.string() })

/** A day in an answer, which the database keeps as a midnight: `YYYY-MM-DD`. */
export const day = z
  .date()
  .transform((at) => at.toISOString().slice(0, 10))
  .pipe(z.iso.date())

/** One thing by the id in its address. */
export const byId = z.object({ id: z.uuid() })

/** What a write tells of what it wrote. */
export const written = z.object({
  id: z.uuid(),
  revision: z.int(),
  url: z.string().optional().describe('api.fields.url'),
})

/** Rows of one page of a listing, told by the id before them, and one more to see whether it ends. */
export type Page = { after: string | null; take: number }

/** What a `findMany` needs to bring such a page, beside the rows that the member may see. */
export const keyset = ({ take }: Page) => ({ orderBy: { id: 'asc' as const }, take })
/** What its `where` needs: the rows after the cursor. */
export const afterCursor = ({ after }: Page) => (after === null ? {} : { id: { gt: after } })

/** `?cursor=&limit=` */
export const pageInput = z.object({
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/, { error: 'errors.invalid' })
    .transform((text) => Buffer.from(text, 'base64url').toString('hex'))
    .transform((hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
    .nullable()
    .default(null)
    .describe('api.fields.cursor'),
  limit: z.coerce
    .number({ error: 'errors.invalid' })
    .int({ error: 'errors.invalid' })
    .min(1, { error: 'errors.invalid' })
    .max(200, { error: 'errors.invalid' })
    .default(50)
    .describe('api.fields.limit'),
})

/** The cursor of the page that begins after an id. */
export const cursorAt = (id: string) =>
  Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
