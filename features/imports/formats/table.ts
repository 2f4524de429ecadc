import { assemble, type Entry, workingZone } from './assemble'
import { type Row, readCsv } from './csv'
import { durationMinutes, saysCancelled } from './frab'
import { instantOf } from './iso-time'
import { baseKey } from './keys'
import type { Problems } from './problems'
import type {
  ColumnRole,
  Programme,
  ProgrammeSession,
  ReadLimits,
  ReadOptions,
  Table,
} from './programme'
import { Refused } from './refusal'
import { namesIn, withOrganisations } from './table-people'
import { rolesByContent, rolesByName } from './table-roles'
import { daysOf, timesOf } from './table-rows'
import { cleanLine, cleanName, firstWords, longest, sourceText, webAddress } from './text'

const mostColumns = 200

/**
 * Reads a programme out of a table (RFC 4180 and what spreadsheets write): Sched's export and any
 * other, whose columns are guessed by their names in English, German and Chinese, then by what
 * stands in them, unless `options.table` says what they are. Throws `Refused` for another table.
 */
export function readTable(
  text: string,
  limits: ReadLimits,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const all = readCsv(text)
  if (all.length > limits.entries) throw new Refused('too-many-entries', { limit: limits.entries })
  const { header, rows, guessed } = headed(all)
  const chosen = options.table?.columns
  const roles = header.map((name, at): ColumnRole => chosen?.[name] ?? guessed[at] ?? 'leave')
  if (!roles.includes('title')) throw new Refused('is-csv')
  const cell = (row: Row, role: ColumnRole) => cellsOf(row, roles, role)[0] ?? ''
  const dated = daysOf(rows, cell, options.table?.firstDay ?? null)
  const times = dated.rows.map(({ row, day }) => timesOf(row, day, cell, dated.order))
  const offsets = new Set(
    times.flatMap(({ start }) => (start && 'instant' in start ? start.offset : [])),
  )
  const working = workingZone(options, null, [...offsets])
  let unkeyed = 0
  const entries = dated.rows.flatMap(({ row }, at): Entry[] => {
    const time = times[at]
    if (row.cells.length !== header.length) {
      const params = { cells: row.cells.length, columns: header.length }
      problems.add('row-uneven', row.cells[0] ?? null, row.line, params)
    }
    const session = time && readRow(row, roles, time, working, problems)
    if (session && !session.uniqueKey) unkeyed += 1
    if (!session && row.cells.some((one) => one.trim())) {
      problems.add('entry-unreadable', row.cells.find((one) => one.trim()) ?? null, row.line)
    }
    return session ? [{ session, listedDay: null }] : []
  })
  if (unkeyed > 0) problems.add('key-missing', null, null, { count: unkeyed })
  const programme = assemble(
    {
      format: header.includes('event_key') && header.includes('event_start') ? 'sched-csv' : 'csv',
      title: null,
      zone: null,
      zoneCertain: false,
      timesDependOnZone: times.some(({ start }) => start && 'local' in start),
      offsets: [...offsets],
      sourceHint: null,
      url: null,
      entries,
      dayEndHints: [],
    },
    problems,
    options,
  )
  const table: Table = {
    daysAreCounted: dated.counted,
    columns: header.map((name, at) => {
      const sample = dated.rows.flatMap(({ row }) => cleanLine(row.cells[at], 60) ?? [])
      return { name, role: roles[at] ?? 'leave', sample: sample.slice(0, 3) }
    }),
  }
  return { ...programme, table }
}

/** The names of the columns, made unique, the rows below, and what the columns are likely to be. */
function headed(all: Row[]) {
  const [first] = all
  const width = Math.min(mostColumns, Math.max(0, ...all.map(({ cells }) => cells.length)))
  const named = first && first.cells.length > 1 ? rolesByName(first.cells.slice(0, width)) : null
  const guessed = named?.includes('title')
    ? named
    : rolesByContent(
        all.map(({ cells }) => cells),
        width,
      )
  if (!guessed) throw new Refused('is-csv')
  // What the content tells where the names do not: the first row is data if it holds no name at all
  const isHeader =
    named !== null || (first?.cells ?? []).every((one) => /^[^\d]*$/.test(one) && one.trim())
  const counts = new Map<string, number>()
  const header = Array.from({ length: isHeader ? (first?.cells.length ?? 0) : width }, (_, at) => {
    const name = (isHeader ? cleanLine(first?.cells[at], 80) : null) ?? String(at + 1)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count > 1 ? `${name} (${count})` : name
  }).slice(0, mostColumns)
  const below = isHeader ? all.slice(1) : all
  const heading = (first?.cells ?? []).map((one) => one.trim())
  return { header, guessed, rows: below.filter(({ cells }) => !repeats(cells, heading)) }
}

/** Tables copied from pages have their header again above each day. */
function repeats(cells: string[], heading: string[]): boolean {
  const filled = cells.filter((one) => one.trim())
  const same = cells.filter((one, at) => one.trim() && one.trim() === heading[at]).length
  return same >= 2 && same * 2 > filled.length
}

const cellsOf = ({ cells }: Row, roles: ColumnRole[], role: ColumnRole) =>
  cells.filter((one, at) => roles[at] === role && one.trim() !== '').map((one) => one.trim())

type Times = ReturnType<typeof timesOf>

/** Null for a row that neither names a session nor says when one is. */
function readRow(
  row: Row,
  roles: ColumnRole[],
  times: Times,
  working: string,
  problems: Problems,
): ProgrammeSession | null {
  const get = (role: ColumnRole) => cellsOf(row, roles, role)[0] ?? ''
  const { text, shortened } = sourceText(cellsOf(row, roles, 'abstract'))
  const given = cleanLine(get('title'))
  const instead = cleanLine(get('kind')) ?? cleanLine(get('track')) ?? firstWords(text)
  if (!given && (!instead || !times.written)) return null
  const title = given ?? instead ?? '—'
  const tell = (code: Parameters<Problems['add']>[0], params = {}) =>
    problems.add(code, title, row.line, params)
  if (!given) tell('title-missing')
  if (shortened) tell('text-shortened', { limit: longest.text })
  const startsAt = instantOf(times.start, working)
  if (!startsAt) tell(times.written ? 'start-unreadable' : 'start-missing')
  if (startsAt && times.allDay) tell('all-day')
  const endsAt = startsAt && endOf(startsAt, times, get('duration'), working, tell)
  const key = cleanLine(get('key'), longest.key) ?? ''
  const room = cleanName(get('room'))
  return {
    // By the clock as it is written: the same row is the same session in whatever zone it is read
    externalKey: baseKey(key || null, title, instantOf(times.start, 'UTC')),
    uniqueKey: key !== '',
    title,
    subtitle: cleanLine(get('subtitle')),
    abstract: text,
    startsAt,
    endsAt,
    allDay: times.allDay,
    day: null,
    rooms: room ? [room] : [],
    track: cleanName(get('track')),
    kind: cleanName(get('kind')),
    language: cleanLine(get('language'), 40),
    speakers: withOrganisations(
      cellsOf(row, roles, 'speakers').flatMap(namesIn),
      get('organisation'),
    ),
    url: webAddress(get('url'), null),
    links: [],
    recordingUrl: webAddress(get('recording'), null),
    doNotRecord: false,
    cancelled:
      /^(1|x|y|yes|true|cancell?ed|是|已取消|取消)$/i.test(get('cancelled')) ||
      saysCancelled(title),
  }
}

function endOf(
  startsAt: Date,
  times: Times,
  duration: string,
  working: string,
  tell: (
    code: 'end-before-start' | 'end-unreadable' | 'longer-than-a-day',
    params?: object,
  ) => void,
): Date | null {
  const length = times.lengthOf(duration) ?? durationMinutes(duration)
  const end = instantOf(times.end, working)
  const minutes = end ? (end.getTime() - startsAt.getTime()) / 60_000 : length
  if (minutes === null) {
    if (times.endWritten || duration) tell('end-unreadable')
    return null
  }
  if (minutes < 0) {
    tell('end-before-start')
    return null
  }
  if (minutes > 1440) tell('longer-than-a-day', { hours: Math.round(minutes / 60) })
  return minutes <= 366 * 1440 ? new Date(startsAt.getTime() + minutes * 60_000) : null
}
