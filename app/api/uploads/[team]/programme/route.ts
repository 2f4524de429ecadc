import { type FetchedFile, fetchFile, readAddress } from '@/features/imports/fetching'
import { ReaderFailed, readApart } from '@/features/imports/formats/read-apart'
import { stageLinks } from '@/features/imports/links'
import { stageImport } from '@/features/imports/mutations'
import { canImport } from '@/features/imports/policy'
import { currentMember, type Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { fromShortId } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import { isFromOurPage } from '@/lib/respond'
import { receiveForm, type SentForm } from '@/lib/storage'

const largestFile = 64 * 2 ** 20
/** A sender of more gets no answer in words: reading all of it first would serve nobody. */
const largestBody = 4 * largestFile

const refusals = 'imports.refused.'

type Context = { params: Promise<{ team: string }> }
/** Why a file was not taken: a key of importProblems, or of imports.refused, with its values. */
type Refused = { reason: string; params?: Record<string, string | number> }

/**
 * Takes a programme or a file of links from a plain form (multipart/form-data), or its address, streams
 * it to disk, reads it and answers with where to go: the preview, or back to the form with the reason.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isFromOurPage(request)) return new Response(null, { status: 403 })
  const member = await currentMember((await params).team)
  if (!member || !canImport(member)) return new Response(null, { status: 404 })
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) {
    return new Response(null, { status: 413 })
  }
  const sent = await receiveForm(request, { fileSize: largestFile, files: 1 }).catch(() => null)
  if (!sent) return new Response(null, { status: 400 })
  try {
    const outcome = await take(member, sent)
    if (typeof outcome === 'string') return answer(request, paths.import(member.team.slug, outcome))
    const query = new URLSearchParams({ refused: outcome.reason })
    for (const [key, value] of Object.entries(outcome.params ?? {}))
      query.set(`with.${key}`, String(value))
    const [first] = sent.files
    if (first?.name) query.set('file', first.name.slice(0, 200))
    const address = sent.fields.get('address')
    if (address) query.set('address', address.slice(0, 1_000))
    const conference = sent.fields.get('conference')
    if (conference) query.set('conference', conference)
    return answer(request, `${paths.imports(member.team.slug)}?${query}`)
  } finally {
    for (const { file } of sent.files) await file.drop()
  }
}

/** The id of the staged import, or why there is none. */
async function take(member: Member, { files: [sent], fields }: SentForm) {
  const address = fields.get('address')?.trim() ?? ''
  let fetched: Exclude<FetchedFile, { unchanged: true }> | undefined
  try {
    if (sent?.tooLarge) {
      return { reason: 'upload-too-large', params: { limit: largestFile / 2 ** 20 } } as Refused
    }
    const isEmpty = !sent || (sent.file.size === 0 && !sent.name)
    if (isEmpty && !address) return { reason: 'no-file' } as Refused
    await limit('importPerMember', member.userId)
    if (isEmpty) {
      const found = await fetchFile(readAddress(address))
      if (!found.unchanged) fetched = found
    }
    const given = fetched ?? sent
    if (!given) return { reason: 'no-file' } as Refused
    const { file, name } = given
    const result = await readApart(file.path)
    if (!result.ok) return { reason: result.code, params: result.params } as Refused
    await file.keep()
    const stored = { hash: file.hash, size: file.size, name }
    if ('links' in result) return await stageLinks(member, { ...stored, links: result.links })
    return await stageImport(member, {
      ...stored,
      programme: result.programme,
      conferenceId: fromShortId(fields.get('conference') ?? ''),
      ownZone: fields.get('zone') ?? null,
      ...(fetched && { fetched: fetched.fetched }),
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') {
      return { reason: 'too-many', params: error.params } as Refused
    }
    if (error instanceof AppError && error.messageKey.startsWith(refusals)) {
      return { reason: error.messageKey.slice(refusals.length), params: error.params } as Refused
    }
    log.error({ err: error }, 'upload failed')
    return { reason: error instanceof ReaderFailed ? 'failed' : 'unexpected' } as Refused
  } finally {
    await fetched?.file.drop()
  }
}

/** A script asks for JSON, so that it can show progress and go there itself. */
function answer(request: Request, location: string): Response {
  if (request.headers.get('accept')?.includes('application/json'))
    return Response.json({ location })
  return new Response(null, { status: 303, headers: { location } })
}
