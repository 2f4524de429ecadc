import 'server-only'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { refuse } from './action'
import { bearerOf, currentMember, currentPerson, isSlugOf, type Member } from './actor'
import { isDatabaseAway } from './db'
import { AppError, type AppErrorCode } from './errors'
import { limit } from './limits'
import { isFromOurPage } from './request'

const statuses: Record<AppErrorCode, number> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  CONFLICT: 409,
  INVALID: 422,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
}

/**
 * Answers a request that is not a page's or an action's: as the member whose token it carries, else as
 * the one who is signed in with its cookie, who may write only from a page of ours. What goes wrong
 * becomes a problem (RFC 9457) in the reader's words.
 * @param team slug, as it stands in the address
 */
export async function respond(
  request: Request,
  team: string,
  run: (member: Member) => Promise<Response>,
): Promise<Response> {
  try {
    const asked = await whoAsks(request, team)
    if ('refused' in asked) return problem(...asked.refused)
    return await run(asked.member)
  } catch (error) {
    // Nobody waits for an answer any more: a page that was closed while it sent
    if (request.signal.aborted) return new Response(null, { status: 499 })
    const refused = await refuse(error)
    const { message, fieldErrors } = refused?.ok === false ? refused : {}
    const wait = error instanceof AppError ? error.params.seconds : undefined
    return problem(statusOf(error, request), message ?? 'errors.check', {
      ...(fieldErrors && { errors: fieldErrors }),
      ...(wait !== undefined && { headers: { 'retry-after': String(wait) } }),
    })
  }
}

/** The member for whom a request asks, or null; for answers that are no JSON, such as pictures. */
export async function memberOf(request: Request, team: string): Promise<Member | null> {
  const asked = await whoAsks(request, team).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
  return asked && 'member' in asked ? asked.member : null
}

type Asked = { member: Member } | { refused: [status: number, key: string, more?: More] }

const reads = ['GET', 'HEAD']

async function whoAsks(request: Request, team: string): Promise<Asked> {
  const token = tokenOf(request)
  // A cookie alone would let any page of the web write
  const strange = token === null && !reads.includes(request.method) && !isFromOurPage(request)
  if (strange) return { refused: [403, 'errors.otherOrigin'] }
  const asking = await (token === null ? bySignIn(team) : byToken(request, token, team))
  if (asking === null) {
    const headers = { 'www-authenticate': 'Bearer' }
    return { refused: [401, token === null ? 'errors.signedOut' : 'errors.tokenOver', { headers }] }
  }
  // Words that waited on a device go out under the name of whoever wrote them, or not at all
  const writer = request.headers.get('x-hallway-user')
  if (writer && writer !== asking.userId) return { refused: [401, 'errors.otherPerson'] }
  if (!asking.member) throw new AppError('NOT_FOUND', 'errors.notFound')
  return { member: asking.member }
}

type Asking = { userId: string; member: Member | null }

async function bySignIn(team: string): Promise<Asking | null> {
  const person = await currentPerson()
  return person && { userId: person.userId, member: await currentMember(team) }
}

async function byToken(request: Request, token: string, team: string): Promise<Asking | null> {
  const bearer = await bearerOf(token)
  if (!bearer) return null
  const { member, tokenId, scope } = bearer
  await limit('apiPerToken', tokenId)
  if (scope === 'read' && !reads.includes(request.method)) {
    throw new AppError('FORBIDDEN', 'errors.tokenReads')
  }
  return { userId: member.userId, member: isSlugOf(team, member) ? member : null }
}

/** A file that is made of what the member may see, as it is at this moment. */
export type MadeFile = {
  type: string
  body: string | ReadableStream<Uint8Array>
  /** To be looked at and copied from, in the place of being stored */
  inline?: boolean
}

/** The answer with a file: never kept, since what its reader may see can change. */
export function fileAnswer({ type, body, inline }: MadeFile, name: string): Response {
  const kind = inline ? 'inline' : 'attachment'
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `${kind}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
      vary: 'Cookie, Authorization, Accept-Language',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

/** The token of ours that a request carries. What a proxy before us sends in that header is not ours. */
function tokenOf(request: Request): string | null {
  return /^Bearer\s+(hw_\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

function statusOf(error: unknown, request: Request): number {
  if (error instanceof AppError) {
    const stale = error.code === 'CONFLICT' && request.headers.has('if-match')
    return stale ? 412 : statuses[error.code]
  }
  if (error instanceof z.ZodError) return 422
  return isDatabaseAway(error) ? 503 : 500
}

type More = { errors?: Record<string, string>; headers?: Record<string, string> }

/** A problem in words: `key` of messages/, or a sentence. */
async function problem(status: number, key: string, { errors, headers }: More = {}) {
  const t = await getTranslations()
  const detail = t.has(key as never) ? t(key as never) : key
  return Response.json(
    { type: 'about:blank', status, title: detail, detail, ...(errors && { errors }) },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  )
}

/** The answer to whoever asks for an address that there is not. */
export function noSuchAddress(): Promise<Response> {
  return problem(404, 'errors.notFound')
}
