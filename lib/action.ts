import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import {
  currentGuest,
  currentMember,
  currentPerson,
  type Guest,
  type Member,
  type Person,
} from './actor'
import { isDatabaseAway } from './db'
import { type ActionResult, AppError, type AppErrorCode, type MessageParams } from './errors'
import { log } from './log'

/**
 * The only way to make a server action: actor → zod → mutation → mapped error.
 * `run` may return a message key (shown in a status region), a message with what only this answer can
 * show, or nothing, and may call `redirect()`.
 * Zod messages and AppErrors are keys of messages/; what was typed goes back into the form.
 */
type Outcome = string | { message: string; shown: Record<string, string> } | undefined

/** An action of a team's member. Bind the team's slug: `action.bind(null, team.slug)`. */
export function teamAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (member: Member, input: z.output<Schema>) => Promise<Outcome | void>,
) {
  return async (team: string, _previous: ActionResult, form: FormData): Promise<ActionResult> =>
    answer(form, schema, async (input) => {
      const member = await currentMember(team)
      // Removed or signed out since the page was shown
      if (!member) throw new AppError('NOT_FOUND', 'errors.signedOut')
      return run(member, input)
    })
}

/** An action of a signed-in person, outside any team. */
export function personAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (person: Person, input: z.output<Schema>) => Promise<Outcome | void>,
) {
  return async (_previous: ActionResult, form: FormData): Promise<ActionResult> =>
    answer(form, schema, async (input) => {
      const person = await currentPerson()
      if (!person) throw new AppError('NOT_FOUND', 'errors.signedOut')
      return run(person, input)
    })
}

/** An action of anybody: signing in, signing up, resetting a password, choosing a language. */
export function guestAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (guest: Guest, input: z.output<Schema>) => Promise<Outcome | void>,
) {
  return async (_previous: ActionResult, form: FormData): Promise<ActionResult> =>
    answer(form, schema, async (input) => run(await currentGuest(), input))
}

/** Bytes; several times the longest annotation. */
const largestPut = 200_000

/**
 * A write by `PUT /api/v1/teams/{team}/…/{id}`, for callers that try again: the rules of a form's
 * action, with the id of the address, answered as JSON or as a problem (RFC 9457) in words. The same
 * for a DELETE, which has no body.
 * `run` answers whether the thing was made just now, and what to tell of it.
 */
export function teamPut<Schema extends z.ZodType, Params extends { team: string }>(
  schema: Schema,
  run: (member: Member, input: z.output<Schema>) => Promise<Written>,
) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const { team, ...address } = await params
    return write(request, team, async (member) => {
      if (request.method === 'DELETE') return run(member, schema.parse(address))
      // Told before it is read: a body without a length, or a long one, is not taken into memory
      if (!(lengthOf(request) <= largestPut)) throw new AppError('TOO_LARGE', 'errors.tooLarge')
      const text = await request.text()
      return run(member, schema.parse({ ...jsonObject(text), ...address }))
    })
  }
}

/** Bytes on their way in; how many there will be as the sender says, NaN if it does not. */
export type Arriving = { stream: Readable; length: number }

/** The same for bytes: the schema checks what the address says, `run` takes in the body. */
export function teamUpload<Schema extends z.ZodType, Params extends { team: string }>(
  schema: Schema,
  run: (member: Member, input: z.output<Schema>, body: Arriving) => Promise<Written>,
) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const { team, ...input } = await params
    return write(request, team, async (member) => {
      if (!request.body) throw new AppError('INVALID', 'errors.invalid')
      const stream = Readable.fromWeb(request.body as ReadableStream)
      return run(member, schema.parse(input), { stream, length: lengthOf(request) })
    })
  }
}

/** What a page asks for when it needs it, by GET: JSON, or a problem. */
export function teamGet(read: (member: Member) => Promise<object>) {
  const headers = { 'cache-control': 'private, no-cache', vary: 'Cookie' }
  return async (request: Request, { params }: { params: Promise<{ team: string }> }) =>
    respond(request, (await params).team, async (member) =>
      Response.json(await read(member), { headers }),
    )
}

type Written = { created: boolean; body: object }

async function write(request: Request, team: string, run: (member: Member) => Promise<Written>) {
  if (!isFromOurPage(request)) return problem(403, 'errors.otherOrigin')
  return respond(request, team, async (member) => {
    const { created, body } = await run(member)
    return Response.json(body, { status: created ? 201 : 200 })
  })
}

async function respond(
  request: Request,
  team: string,
  run: (member: Member) => Promise<Response>,
): Promise<Response> {
  const person = await currentPerson().catch(() => 'away' as const)
  if (!person) return problem(401, 'errors.signedOut')
  // Words that waited on a device go out under the name of whoever wrote them, or not at all
  const writer = request.headers.get('x-hallway-user')
  const another = person !== 'away' && writer && writer !== person.userId
  if (another) return problem(401, 'errors.otherPerson')
  try {
    const member = await currentMember(team)
    if (!member) throw new AppError('NOT_FOUND', 'errors.notFound')
    return await run(member)
  } catch (error) {
    // Nobody waits for an answer any more: a page that was closed while it sent
    if (request.signal.aborted) return new Response(null, { status: 499 })
    const refused = await refuse(error, {})
    const { message, fieldErrors } = refused?.ok === false ? refused : {}
    return problem(statusOf(error), message ?? 'errors.check', fieldErrors)
  }
}

function lengthOf(request: Request): number {
  return Number(request.headers.get('content-length') ?? Number.NaN)
}

/** Whether a write comes from a page of ours: the cookie alone would let any page of the web write. */
export function isFromOurPage(request: Request): boolean {
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}

function jsonObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text, (_, it) => (typeof it === 'string' ? storable(it) : it))
    if (typeof value === 'object' && value !== null) return value
  } catch {}
  throw new AppError('INVALID', 'errors.invalid')
}

const statuses: Record<AppErrorCode, number> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  CONFLICT: 409,
  INVALID: 422,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
}

function statusOf(error: unknown): number {
  if (error instanceof AppError) return statuses[error.code]
  if (error instanceof z.ZodError) return 422
  return isDatabaseAway(error) ? 503 : 500
}

async function problem(status: number, key: string, errors?: Record<string, string>) {
  const t = await getTranslations()
  const detail = t.has(key as never) ? t(key as never) : key
  return Response.json(
    { type: 'about:blank', status, title: detail, detail, ...(errors && { errors }) },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}

async function answer<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Outcome | void>,
): Promise<ActionResult> {
  const fields = textFields(form)
  try {
    const outcome = await run(schema.parse(fields))
    // Unlike refresh(), this also drops the pages that the browser fetched ahead, which are now old
    revalidatePath('/', 'layout')
    if (!outcome) return { ok: true }
    if (typeof outcome === 'string') return { ok: true, message: await translate(outcome) }
    return { ok: true, message: await translate(outcome.message), shown: outcome.shown }
  } catch (error) {
    return refuse(error, fields)
  }
}

async function refuse(error: unknown, fields: Fields): Promise<ActionResult> {
  const values = retyped(fields)
  if (error instanceof z.ZodError) {
    const fieldErrors: Record<string, string> = {}
    for (const issue of error.issues) {
      fieldErrors[String(issue.path[0] ?? 'form')] ??= await translateIssue(issue)
    }
    return { ok: false, fieldErrors, values }
  }
  if (error instanceof AppError) {
    // The form shows what was typed; the page around it, and the revision, become the latest
    if (error.code === 'CONFLICT') revalidatePath('/', 'layout')
    const fieldErrors: Record<string, string> = {}
    for (const [field, key] of Object.entries(error.fieldErrors ?? {})) {
      fieldErrors[field] = await translate(key, error.params)
    }
    const message = await translate(error.messageKey, error.params)
    return { ok: false, message, fieldErrors, values }
  }
  // Next's own signals (redirect, notFound) travel as errors with a digest and must pass
  if (error instanceof Error && 'digest' in error) {
    revalidatePath('/', 'layout')
    throw error
  }
  log.error({ err: error }, 'action failed')
  const key = isDatabaseAway(error) ? 'errors.databaseAway' : 'errors.unexpected'
  return { ok: false, message: await translate(key), values }
}

type Fields = Record<string, string | string[]>

/** Text fields by name; a name that repeats (check boxes) becomes a list. Files go to /api/uploads. */
function textFields(form: FormData): Fields {
  const fields: Fields = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const texts = form.getAll(name).filter((value) => typeof value === 'string')
    const values = texts.map(storable)
    fields[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return fields
}

/** What the database takes: text without NUL, which nobody types. */
export function storable(text: string): string {
  return text.replaceAll('\0', '')
}

function retyped(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && !/password/i.test(pair[0]),
    ),
  )
}

async function translateIssue(issue: z.core.$ZodIssue): Promise<string> {
  const params: MessageParams = {}
  if ('maximum' in issue) params.max = Number(issue.maximum)
  if ('minimum' in issue) params.min = Number(issue.minimum)
  return translate(issue.message, params)
}

async function translate(key: string, params: MessageParams = {}): Promise<string> {
  const t = await getTranslations()
  // A zod issue without a key of ours still has to end in a sentence
  return t.has(key as never) ? t(key as never, params as never) : t('errors.invalid')
}
