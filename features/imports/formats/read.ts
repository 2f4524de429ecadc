import { decode, gunzip, isGzip, refuseOtherKinds, refuseSize } from './bytes'
import { readFrabJson } from './frab-json'
import { readFrabXml } from './frab-xml'
import { calendarProgramme, readIcalendar } from './icalendar'
import { checkJson, parseJson } from './json-tree'
import { Problems } from './problems'
import {
  defaultLimits,
  type Programme,
  type ReadLimits,
  type ReadOptions,
  type ReadResult,
} from './programme'
import { Refused, refuse } from './refusal'
import { isSessionize, readSessionize } from './sessionize'
import { kindOfText, xmlKind } from './sniff'
import { readTable } from './table'
import { readXcal } from './xcal'
import { checkXml } from './xml-tree'

/**
 * Reads a conference programme out of a file's bytes: frab XML and JSON, iCalendar and xCal,
 * Sessionize's JSON or a table, also gzipped, found by content. Never throws and never takes long: what is no programme, or too large
 * for one, comes back as a refusal whose code has a sentence in messages.
 */
export async function readProgramme(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<ReadResult> {
  const limits: ReadLimits = { ...defaultLimits, ...options.limits }
  try {
    refuseSize(bytes, limits)
    const unpacked = isGzip(bytes) ? await gunzip(bytes, limits.unpackedBytes) : bytes
    refuseOtherKinds(unpacked)
    const problems = new Problems(limits.problems)
    const { text, guessedEncoding } = decode(unpacked)
    if (guessedEncoding) problems.add('encoding-guessed', null, null, { name: guessedEncoding })
    return { ok: true, programme: readText(text, limits, problems, options) }
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    // A reader that stumbles over a file has met one that it does not understand.
    return refuse('is-unreadable')
  }
}

function readText(
  text: string,
  limits: ReadLimits,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const kind = kindOfText(text)
  if (kind === 'icalendar') return readIcalendar(text, limits, problems, options)
  if (kind === 'json') {
    checkJson(text, limits)
    const root = parseJson(text)
    const read = isSessionize(root) ? readSessionize : readFrabJson
    return read(root, limits.entries, problems, options)
  }
  if (kind === 'table') return readTable(text, limits, problems, options)
  const root = checkXml(text, limits)
  if (root === 'schedule') return readFrabXml(text, limits.entries, problems, options)
  if (/^([^:]+:)?(icalendar|vcalendar)$/i.test(root)) {
    return calendarProgramme(readXcal(text, root, limits), 'xcal', problems, options)
  }
  throw new Refused(xmlKind(root) ?? 'is-other-xml', { root })
}
