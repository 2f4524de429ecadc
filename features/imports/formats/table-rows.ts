import type { Row } from './csv'
import type { IsoTime } from './iso-time'
import type { ColumnRole } from './programme'
import {
  clockIn,
  countedDay,
  type DateOrder,
  dateIn,
  isCounted,
  lengthIn,
  localAt,
  momentIn,
  orderOf,
} from './table-times'

type CellOf = (row: Row, role: ColumnRole) => string

/** The rows of a table that are sessions, each with its day: its own, or that of the heading above. */
export function daysOf(rows: Row[], cell: CellOf, firstDay: string | null) {
  const order = orderOf(
    rows.flatMap((row) => (['day', 'start', 'end'] as const).map((role) => cell(row, role))),
  )
  const dayIn = (text: string) => dateIn(text, order)?.day ?? countedDay(text, firstDay)
  const kept: { row: Row; day: string | null }[] = []
  let heading: string | null = null
  let counted = false
  for (const row of rows) {
    const filled = row.cells.filter((one) => one.trim())
    const [only = ''] = filled
    const isNumbered = isCounted(only) && /^(day\s*)?\S+$/i.test(only.trim())
    if (filled.length === 1 && (isNumbered || dateIn(only, order)?.rest === '')) {
      counted ||= isNumbered
      heading = dayIn(only)
      continue
    }
    if (filled.length === 0) continue
    const own = cell(row, 'day')
    counted ||= isCounted(own) && !dateIn(own, order)
    kept.push({ row, day: own ? dayIn(own) : heading })
  }
  return { rows: kept, order, counted }
}

/** When a row's session is, as far as its cells say it. */
export function timesOf(row: Row, day: string | null, cell: CellOf, order: DateOrder) {
  const [start, end] = [cell(row, 'start'), cell(row, 'end')]
  const whole = momentIn(start, order)
  const clock = whole ? null : (clockIn(start) ?? (start ? null : clockIn(cell(row, 'day'))))
  const startTime: IsoTime | null = whole?.time ?? startOn(day, clock?.from ?? null, start)
  const base = startTime && 'local' in startTime ? startTime.local.slice(0, 10) : day
  const from = clock?.from ?? (startTime && 'local' in startTime ? minuteOf(startTime.local) : null)
  const ended = momentIn(end, order)?.time
  const until = clockIn(end)?.from ?? clock?.to ?? whole?.to ?? null
  return {
    start: startTime,
    end: ended ?? endOn(cell(row, 'endDay'), { base, from, until, order }),
    allDay: startTime !== null && !whole && !clock,
    written: start !== '' || cell(row, 'day') !== '' || day !== null,
    endWritten: end !== '',
    lengthOf: lengthIn,
  }
}

const minuteOf = (local: string) => Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))

/** A day without a time of day is a whole day, one with a time that nobody can read is nothing. */
function startOn(day: string | null, minutes: number | null, written: string): IsoTime | null {
  if (!day || (minutes === null && written)) return null
  return { local: localAt(day, minutes ?? 0) }
}

type Ending = { base: string | null; from: number | null; until: number | null; order: DateOrder }

/** An end that is earlier than its start, without a date of its own, is after midnight. */
function endOn(endDay: string, { base, from, until, order }: Ending): IsoTime | null {
  if (!base || until === null) return null
  const own = dateIn(endDay, order)?.day
  if (own) return { local: localAt(own, until) }
  return { local: localAt(base, from !== null && until < from ? until + 1440 : until) }
}
