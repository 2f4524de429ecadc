import { Readable } from 'node:stream'
import { getTranslations } from 'next-intl/server'
import { stageAnnotations } from '@/features/imports/annotations/staging'
import { ReaderFailed, readApart } from '@/features/imports/formats/read-apart'
import { stageLinks } from '@/features/imports/links/staging'
import { stageMediaFile } from '@/features/imports/media/files'
import { stageImport } from '@/features/imports/mutations'
import { stageNotes } from '@/features/imports/notes/staging'
import { type FetchedFile, fetchFile, readAddress } from '@/features/imports/sources/fetching'
import type { Member } from '@/lib/actor'
import { isZone } from '@/lib/dates'
import { AppError } from '@/lib/errors'
import { fromShortId } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import { receive, type SentForm } from '@/lib/storage'
import { leadTo } from '../admit'
import { queryOf, type Refusal, receiveImport, refusalOf } from '../taking'

const largestFile = 64 * 2 ** 20
/** A sender of more gets no answer in words: reading all of it first would serve nobody. */
const largestBody = 4 * largestFile

/** What is pasted is held in memory. */
const largestText = 20 * 2 ** 20

const refusals = 'imports.refused.'

type Context = { params: Promise<{ team: string }> }

/**
 * Takes a programme, links or notes from a plain form (multipart/form-data), as a file, pasted, or their
 * address, streams it to disk, reads it and answers with where to go: the preview, or back to the form
 * with the reason.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const limits = { fileSize: largestFile, files: 1, fieldSize: largestText, largestBody }
  const received = await receiveImport(request, (await params).team, limits)
  if (received instanceof Response) return received
  const { member, sent } = received
  try {
    const outcome = await take(member, sent)
    if (typeof outcome === 'string') return answer(request, paths.import(member.team.slug, outcome))
    const query = new URLSearchParams(queryOf(outcome))
    const [first] = sent.files
    if (first?.name) query.set('file', first.name.slice(0, 200))
    const address = addressIn(sent)
    if (address) query.set('address', address.slice(0, 1_000))
    const conference = sent.fields.get('conference')
    if (conference) query.set('conference', conference)
    return answer(request, `${paths.imports(member.team.slug)}?${query}`)
  } finally {
    for (const { file } of sent.files) await file.drop()
  }
}

/** The id of the staged import, or why there is none. */
async function take(member: Member, form: SentForm) {
  const { fields } = form
  const address = addressIn(form)
  let fetched: Exclude<FetchedFile, { unchanged: true }> | undefined
  try {
    const sent = await offered(form)
    if (sent?.tooLarge) {
      return { reason: 'upload-too-large', params: { limit: largestFile / 2 ** 20 } } as Refusal
    }
    const isEmpty = !sent || (sent.file.size === 0 && !sent.name)
    if (isEmpty && !address) return { reason: 'no-file' } as Refusal
    await limit('importPerMember', member.userId)
    if (isEmpty) {
      const found = await fetchFile(readAddress(address))
      if (!found.unchanged) fetched = found
    }
    const given = fetched ?? sent
    if (!given) return { reason: 'no-file' } as Refusal
    const { file, name } = given
    const conferenceId = fromShortId(fields.get('conference') ?? '')
    const media = await stageMediaFile(member, given, conferenceId)
    if (media) return media
    const result = await readApart(file.path, { name })
    if (!result.ok) return { reason: result.code, params: result.params } as Refusal
    await file.keep()
    const stored = { hash: file.hash, size: file.size, name }
    if ('annotations' in result) {
      return await stageAnnotations(member, { ...stored, annotations: result.annotations })
    }
    if ('links' in result) return await stageLinks(member, { ...stored, links: result.links })
    const zone = fields.get('zone') ?? ''
    const placed = { conferenceId, ownZone: isZone(zone) ? zone : null }
    if ('notes' in result) {
      return await stageNotes(member, { ...stored, ...placed, notes: result.notes })
    }
    return await stageImport(member, {
      ...{ ...stored, ...placed, programme: result.programme },
      ...(fetched && { fetched: fetched.fetched }),
    })
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) return refusal
    if (error instanceof AppError && error.messageKey.startsWith(refusals)) {
      return { reason: error.messageKey.slice(refusals.length), params: error.params } as Refusal
    }
    log.error({ err: error }, 'upload failed')
    return { reason: error instanceof ReaderFailed ? 'failed' : 'unexpected' } as Refusal
  } finally {
    await fetched?.file.drop()
  }
}

const pastedIn = ({ fields }: SentForm) => fields.get('address')?.trim() ?? ''

/** What was pasted, where it is a single word: no text is, and an address always. */
const addressIn = (form: SentForm) => (/\s/.test(pastedIn(form)) ? '' : pastedIn(form))

/** The file that was sent; a text that was pasted is one too, if there is no other. */
async function offered(form: SentForm): Promise<SentForm['files'][number] | undefined> {
  const [sent] = form.files
  const text = pastedIn(form).replace(/\r\n/g, '\n')
  if ((sent && (sent.file.size > 0 || sent.name)) || !text || addressIn(form)) return sent
  const t = await getTranslations('imports.upload')
  const file = await receive(Readable.from([Buffer.from(text)]), largestText)
  const pasted = { name: `${t('pasted')}.txt`, file, tooLarge: false }
  form.files = [pasted]
  await sent?.file.drop()
  return pasted
}

/** A script asks for JSON, so that it can show progress and go there itself. */
function answer(request: Request, location: string): Response {
  if (request.headers.get('accept')?.includes('application/json'))
    return Response.json({ location })
  return leadTo(location)
}
