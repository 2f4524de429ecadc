import { type IsoTime, isoTime } from './iso-time'

/** Which of two numbers is the day in dates such as 3/5/2019. */
export type DateOrder = 'day-first' | 'month-first'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const weekdays = 'sun mon tue wed thu fri sat'.split(' ')
const chineseWeekdays = '日一二三四五六'

/** `YYYY-MM-DD` of a real day from 1970 to 2199, or null. */
function realDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real && year >= 1970 && year <= 2199 ? date.toISOString().slice(0, 10) : null
}

/**
 * The date in a cell as `YYYY-MM-DD`, or null: 2019-05-03, 2019/5/3, 2019年5月3日, 3.5.2019, 5/3/2019
 * (by `order`), May 3, 2019 and 3 May 2019, weekdays passed over. `rest` is what follows it.
 */
export function dateIn(cell: string, order: DateOrder): { day: string; rest: string } | null {
  const text = cell.slice(0, 120).trim()
  const numbers = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?!\d)/.exec(text)
  if (numbers) {
    return dayWith(
      text,
      numbers,
      realDay(+(numbers[1] ?? 0), +(numbers[2] ?? 0), +(numbers[3] ?? 0)),
    )
  }
  const short = /(?<!\d)(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)/.exec(text)
  if (short) {
    const [first, second] = [Number(short[1]), Number(short[3])]
    const dayFirst = short[2] === '.' || order === 'day-first'
    const [day, month] = dayFirst ? [first, second] : [second, first]
    return dayWith(text, short, realDay(Number(short[4]), month, day))
  }
  const named =
    /\b([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i.exec(text) ??
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})(?!\d)/i.exec(text)
  if (!named) return null
  const [word, number] = /\d/.test(named[1] ?? '') ? [named[2], named[1]] : [named[1], named[2]]
  const month = months.indexOf(word?.toLowerCase() ?? '') + 1
  return dayWith(text, named, month > 0 ? realDay(Number(named[3]), month, Number(number)) : null)
}

function dayWith(text: string, found: RegExpExecArray, day: string | null) {
  return day ? { day, rest: text.slice(found.index + found[0].length).trim() } : null
}

/** The order that a column's dates can only have; month first where all could be either. */
export function orderOf(cells: string[]): DateOrder {
  const parts = cells.map((cell) => /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}/.exec(cell))
  return parts.some((found) => Number(found?.[1]) > 12) ? 'day-first' : 'month-first'
}

/** The day that a number (1 is `firstDay`) or a weekday (the first from `firstDay` on) means. */
export function countedDay(cell: string, firstDay: string | null): string | null {
  const first = firstDay ? Date.parse(firstDay) : Number.NaN
  const offset = dayOffset(cell, Number.isNaN(first) ? 0 : new Date(first).getUTCDay())
  if (offset === null || Number.isNaN(first)) return null
  return new Date(first + offset * 86_400_000).toISOString().slice(0, 10)
}

/** Whether a cell is a day that needs a first day to be counted from. */
export const isCounted = (cell: string) => dayOffset(cell, 0) !== null

function dayOffset(cell: string, firstWeekday: number): number | null {
  const text = cell.trim().toLowerCase()
  const number = /^(?:day\s*|第)?(\d{1,2})天?$/.exec(text)?.[1]
  if (number) return Number(number) > 0 ? Number(number) - 1 : null
  const chinese = /^(?:星期|周|礼拜)([日天一二三四五六])/.exec(text)?.[1]
  const weekday = chinese
    ? chineseWeekdays.indexOf(chinese === '天' ? '日' : chinese)
    : weekdays.indexOf(/^([a-z]{3})(?:[a-z]*day|s|rs|nes|ur)?\b/.exec(text)?.[1] ?? '')
  return weekday < 0 ? null : (weekday - firstWeekday + 7) % 7
}

export type Clock = {
  /** Minutes after midnight; 1440 and more are of the next day. */
  from: number
  /** Null where only one time is given. */
  to: number | null
}

const time = String.raw`(上午|下午|晚上|中午|凌晨)?\s*(\d{1,2})(?:\s*[:.h：点时]\s*(\d{2})?(?::\d{2})?分?)?\s*(a\.?m\.?|p\.?m\.?)?`
const clock = new RegExp(`^\\D{0,12}?${time}(?:[^\\d上下晚中凌]{1,8}${time})?(?!\\d)`, 'i')

/**
 * The time or range of times in a cell: 9:00, 09h30, 4 PM, 下午3:30, 8:50-9:00, 6–10PM (both in the
 * evening). Null for none; a bare number is none.
 */
export function clockIn(cell: string): Clock | null {
  const text = cell.slice(0, 80).trim()
  const found = clock.exec(text)
  if (!found) return null
  const [, early, hour, minutes, half, late, toHour, toMinutes, toHalf] = found
  const told = [early, minutes, half, toMinutes, toHalf].some(Boolean) || /[点时h]/.test(found[0])
  if (!told) return null
  const to = toHour ? minutesOf(late, toHour, toMinutes, toHalf) : null
  let from = minutesOf(early, hour, minutes, half)
  if (from === null) return null
  // "6–10PM": the half of the day that the second time names holds for both, if that is in order
  if (!half && !early && toHalf && to !== null) {
    const shared = minutesOf(undefined, hour, minutes, toHalf)
    if (shared !== null && shared < to) from = shared
  }
  return { from, to }
}

function minutesOf(word?: string, hour?: string, minutes?: string, half?: string): number | null {
  const [hours, rest] = [Number(hour), Number(minutes ?? 0)]
  if (hours > 24 || rest > 59) return null
  const evening = /^p/i.test(half ?? '') || word === '下午' || word === '晚上'
  const morning = /^a/i.test(half ?? '')
  if ((evening || morning) && hours > 12) return evening ? hours * 60 + rest : null
  const shift = evening && hours < 12 ? 12 : morning && hours === 12 ? -12 : 0
  return (hours + shift) * 60 + rest
}

/** A whole instant or local time in one cell: ISO 8601, or a date with a time behind it. */
export function momentIn(
  cell: string,
  order: DateOrder,
): { time: IsoTime; to: number | null } | null {
  const iso = isoTime(cell)
  if (iso) return { time: iso, to: null }
  const date = dateIn(cell, order)
  const found = date && clockIn(date.rest)
  return found && { time: { local: localAt(date.day, found.from) }, to: found.to }
}

/** The local time of so many minutes after a day's midnight. */
export const localAt = (day: string, minutes: number) =>
  new Date(Date.parse(day) + minutes * 60_000).toISOString().slice(0, 16)

/** Minutes of "48 hours", "1.5 h", "50 min", "90分钟", "1 h 30"; null when it is nothing of that. */
export function lengthIn(cell: string): number | null {
  const found =
    /^(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hr|hrs|hours?|std|stunden?|小时)\.?)?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|minuten|分钟|分)?\.?)?$/i.exec(
      cell.trim(),
    )
  if (!found || (!found[1] && !found[2])) return null
  return Math.round(Number((found[1] ?? '0').replace(',', '.')) * 60) + Number(found[2] ?? 0)
}
