import 'server-only'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import type { Member } from './actor'
import { AppError } from './errors'
import { cursorAt, type Page, pageInput } from './records'
import { fileAnswer, type MadeFile, respond } from './respond'
import { type Arriving, checked, isHeld, jsonObject, lengthOf, queryOf, seenRevision } from './sent'

/**
 * The only way to make a route of /api/v1: actor → zod → query or mutation → JSON, or a problem (RFC
 * 9457) in words. A browser asks with its cookie, and writes from a page of ours alone; a program asks
 * with a token of a member, for which the very same rules hold.
 */

/** What a description of the interface says of a handler. The texts are keys of messages/ (`api.…`). */
export type Operation = {
  summary: string
  /** What is sent, where the schema that checks it cannot be described by itself */
  takes?: z.ZodType
  /** What is answered; anything else stays here */
  answers?: z.ZodType
  /** What stands behind the question mark */
  query?: z.ZodType
  /** The body is not JSON but bytes of these types */
  bytes?: string
}

type Context<Params> = { params: Promise<Params> }
type InTeam = { team: string }
type Written = { created: boolean; body: object }

/** Bytes; several times the longest annotation. */
const largestPut = 200_000

/**
 * A write by `PUT /api/v1/teams/{team}/…/{id}`, for callers that try again: the rules of a form's
 * action, with the id of the address. The same for a DELETE, which has no body. The revision that was
 * seen may also be named by `If-Match`.
 * `run` answers whether the thing was made just now, and what to tell of it.
 */
export function teamPut<Schema extends z.ZodType, Params extends InTeam>(
  schema: Schema,
  run: (member: Member, input: z.output<Schema>) => Promise<Written>,
  about: Operation,
) {
  const handle = async (request: Request, { params }: Context<Params>): Promise<Response> => {
    const { team, ...address } = await params
    return write(request, team, async (member) => {
      if (request.method === 'DELETE') return run(member, checked(schema, {}, address))
      // Told before it is read: a body without a length, or a long one, is not taken into memory
      if (!(lengthOf(request) <= largestPut)) throw new AppError('TOO_LARGE', 'errors.tooLarge')
      const text = await request.text()
      // Where the address says it all, nothing need be sent
      const sent = { ...seenRevision(request), ...(text && jsonObject(text)) }
      return run(member, checked(schema, sent, address))
    })
  }
  return described(handle, { takes: schema, ...about })
}

/** The same for bytes: the schema checks what the address says, `run` takes in the body. */
export function teamUpload<Schema extends z.ZodType, Params extends InTeam>(
  schema: Schema,
  run: (member: Member, input: z.output<Schema>, body: Arriving) => Promise<Written>,
  about: Operation & { bytes: string },
) {
  const handle = async (request: Request, { params }: Context<Params>): Promise<Response> => {
    const { team, ...address } = await params
    return write(request, team, async (member) => {
      if (!request.body) throw new AppError('INVALID', 'errors.invalid')
      const stream = Readable.fromWeb(request.body as ReadableStream)
      const said = { ...seenRevision(request), ...queryOf(request) }
      return run(member, checked(schema, said, address), { stream, length: lengthOf(request) })
    })
  }
  return described(handle, about)
}

/** What a page asks for when it needs it, by GET: JSON, or a problem. */
export function teamGet(read: (member: Member) => Promise<object>, about: Operation) {
  const handle = async (request: Request, { params }: Context<InTeam>) =>
    respond(request, (await params).team, async (member) => answer(request, await read(member)))
  return described(handle, about)
}

/**
 * One thing under its address, with an ETag; what the member may not see is not found.
 * @param answers what is told of it: what `read` brings besides stays here
 */
export function teamRead<Input extends z.ZodType, Answer extends z.ZodType, Params extends InTeam>(
  takes: Input,
  read: (member: Member, input: z.output<Input>) => Promise<z.input<Answer> | null>,
  about: Operation & { answers: Answer },
) {
  const handle = async (request: Request, { params }: Context<Params>) =>
    respond(request, (await params).team, async (member) => {
      const { team: _, ...address } = await params
      const found = await read(member, checked(takes, queryOf(request), address))
      if (found === null) throw new AppError('NOT_FOUND', 'errors.notFound')
      return answer(request, about.answers.parse(found) as object)
    })
  return described(handle, about)
}

/** A file by GET, or a problem; `name` is what it is to be called. */
export function teamFile<Input extends z.ZodType, Params extends InTeam>(
  takes: Input,
  make: (member: Member, input: z.output<Input>) => Promise<(MadeFile & { name: string }) | null>,
  about: Operation & { bytes: string },
) {
  const handle = async (request: Request, { params }: Context<Params>) =>
    respond(request, (await params).team, async (member) => {
      const { team: _, ...address } = await params
      const file = await make(member, checked(takes, queryOf(request), address))
      if (file === null) throw new AppError('NOT_FOUND', 'errors.notFound')
      return fileAnswer(file, file.name)
    })
  return described(handle, { takes, ...about })
}

/**
 * Many things, page by page: `?cursor=&limit=`, the next page by a `Link` and in `next`. The order is
 * that of the keys, which never change: whoever goes through meets each row that was there when they
 * began and stayed exactly once, whatever is added meanwhile.
 * @param read brings `take` rows in the order of their ids, after the one given
 */
export function teamList<Input extends z.ZodObject, Row extends z.ZodType, Params extends InTeam>(
  filters: Input,
  read: (
    member: Member,
    input: z.output<Input>,
    page: Page,
  ) => Promise<(z.input<Row> & { id: string })[] | null>,
  about: Operation & { answers: Row },
) {
  const handle = async (request: Request, { params }: Context<Params>) =>
    respond(request, (await params).team, async (member) => {
      const { team: _, ...address } = await params
      const query = queryOf(request)
      const { cursor: after, limit: size } = pageInput.parse(query)
      const input = checked(filters, query, address)
      const rows = await read(member, input, { after, take: size + 1 })
      if (rows === null) throw new AppError('NOT_FOUND', 'errors.notFound')
      const shown = rows.slice(0, size)
      const last = shown.at(-1)
      const next = rows.length > size && last ? cursorAt(last.id) : null
      const items = shown.map((row) => about.answers.parse(row))
      const { pathname } = new URL(request.url)
      const search = new URLSearchParams({ ...query, ...(next && { cursor: next }) })
      const link = { link: `<${pathname}?${search}>; rel="next"` }
      return answer(request, { items, next }, next ? link : {})
    })
  return described(handle, {
    ...about,
    query: filters.extend(pageInput.shape),
    answers: z.object({
      items: z.array(about.answers),
      next: z.string().nullable().describe('api.fields.next'),
    }),
  })
}

/** A handler of another make, with what the description says of it. */
export function described<Handle extends object>(handle: Handle, operation: Operation) {
  return Object.assign(handle, { operation })
}

function answer(request: Request, body: object, more: Record<string, string> = {}): Response {
  const text = JSON.stringify(body)
  const etag = etagOf(body, text)
  const headers = {
    ...more,
    etag,
    'cache-control': 'private, no-cache',
    vary: 'Cookie, Authorization',
  }
  if (isHeld(request, etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
}

/** Names the revision, so that `If-Match` can say which one was seen, and all that was told. */
function etagOf(body: object, text: string): string {
  const revision = 'revision' in body ? Number(body.revision) : 0
  return `"${revision}-${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`
}

/** What a write answers that tells the thing as it is now; `read` brings it again. */
export async function rewritten<Answer extends z.ZodType>(
  answers: Answer,
  { read, run }: { read: () => Promise<z.input<Answer> | null>; run: () => Promise<unknown> },
): Promise<Written> {
  const before = await read()
  await run()
  const after = await read()
  if (after === null) throw new AppError('NOT_FOUND', 'errors.notFound')
  return { created: before === null, body: answers.parse(after) as object }
}

async function write(request: Request, team: string, run: (member: Member) => Promise<Written>) {
  return respond(request, team, async (member) => {
    const { created, body } = await run(member)
    const etag = etagOf(body, JSON.stringify(body))
    return Response.json(body, { status: created ? 201 : 200, headers: { etag } })
  })
}
