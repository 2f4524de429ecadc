import { slugify } from '@/lib/ids'
import type { Rendered } from '@/lib/markdown'
import type { Field, Values } from './values'

/** What the columns of a session need beside the values themselves. */
export type Made = {
  /** Conference day, `YYYY-MM-DD` */
  day: string | null
  /** The id of the track of that name */
  trackId: string | null
  abstract: Rendered | undefined
  /** When a session that is cancelled now was cancelled, ISO */
  now: string
}

/** The columns of a session that the given fields of a file's values fill. */
export function columnsOf(values: Values, made: Made, has: (field: Field) => boolean) {
  const { title, subtitle, startsAt, endsAt, kind, language, url, links } = values
  return {
    ...(has('title') && { title, slug: slugify(title) }),
    ...(has('subtitle') && { subtitle }),
    ...(has('startsAt') && { startsAt, day: made.day }),
    ...(has('endsAt') && { endsAt }),
    ...(has('kind') && { kind }),
    ...(has('language') && { language }),
    ...(has('url') && { url }),
    ...(has('links') && { resources: links }),
    ...(has('track') && { trackId: made.trackId }),
    ...(has('abstract') && abstractColumns(values, made)),
    ...((has('recordingUrl') || has('neverRecorded')) && recordingColumns(values)),
    ...(has('cancelled') && { cancelledAt: values.cancelled ? made.now : null }),
  }
}

function abstractColumns({ abstract, abstractFormat }: Values, made: Made) {
  return {
    abstractSource: abstract,
    abstractFormat,
    abstractPlain: made.abstract?.plain ?? '',
    abstractHtml: made.abstract?.html ?? '',
    rendererVersion: made.abstract?.rendererVersion ?? 0,
  }
}

function recordingColumns({ recordingUrl, neverRecorded }: Values) {
  const state = neverRecorded ? 'never' : 'unknown'
  return { recordingUrl, recordingState: recordingUrl ? 'available' : state }
}
