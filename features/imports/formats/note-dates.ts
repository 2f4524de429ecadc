/** Dates as people write them in headings and sentences of their notes, Chinese and English. */

const months =
  'january february march april may june july august september october november december'.split(' ')
const month = `(${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`
const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const ordinals = 'one two three four five 一 二 三 四 五'.split(' ')

type Part = string | undefined
const patterns: [RegExp, (found: Part[]) => [Part, Part, Part]][] = [
  [/(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?/, ([, y, m, d]) => [y, m, d]],
  [/\b(20\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})(?!\d)/, ([, y, m, d]) => [y, m, d]],
  [
    new RegExp(`\\b${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(20\\d\\d)`, 'i'),
    ([, m, d, y]) => [y, numbered(m), d],
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month},?\\s+(20\\d\\d)`, 'i'),
    ([, d, m, y]) => [y, numbered(m), d],
  ],
]

const numbered = (name = '') =>
  String(months.findIndex((one) => one.startsWith(name.slice(0, 3).toLowerCase())) + 1)

/** `YYYY-MM-DD`, or `YYYY-MM` without a day; null for what is no date of the calendar. */
function iso(year = '', monthOfYear = '', day?: string): string | null {
  const date = `${year}-${monthOfYear.padStart(2, '0')}`
  const whole = day ? `${date}-${day.padStart(2, '0')}` : date
  const time = Date.parse(`${whole}${day ? '' : '-01'}T00:00:00Z`)
  if (Number.isNaN(time)) return null
  return new Date(time).toISOString().startsWith(whole) ? whole : null
}

/** All dates that a text names, in order. */
export function datesIn(text: string): string[] {
  return patterns
    .flatMap(([pattern, parts]) =>
      [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map((found) => ({
        at: found.index,
        date: iso(...parts([...found])),
      })),
    )
    .sort((a, b) => a.at - b.at)
    .flatMap(({ date }) => date ?? [])
}

export type DayHeading = {
  /** Null where the heading says only which day of the conference it is, or no year */
  date: string | null
  /** What the heading says besides the date; empty when it says nothing else */
  rest: string
}

/**
 * Reads a heading as the beginning of a day, or answers null.
 * @param year taken where a date lacks it, if the notes name one
 */
export function dayHeading(words: string, year: string | null): DayHeading | null {
  for (const [pattern, parts] of patterns) {
    const found = pattern.exec(words)
    const date = found && iso(...parts([...found]))
    if (found && date?.length === 10) return { date, rest: without(words, found[0]) }
  }
  const short = /^(\d{1,2})\s*[.月/]\s*(\d{1,2})\s*[日号]?(?![\d.])/.exec(words)
  if (short && Number(short[1]) <= 12 && Number(short[2]) <= 31) {
    return { date: year ? iso(year, short[1], short[2]) : null, rest: without(words, short[0]) }
  }
  const day = new RegExp(
    `(?:^|\\s)day\\s*[-#]?\\s*(?:[1-9]|${ordinals.join('|')})\\b|第[一二三四五1-5]天`,
    'i',
  ).exec(words)
  const named = new RegExp(`^${weekday}\\b|\\(${weekday}\\)$|\\s${weekday}$`, 'i').exec(words)
  const found = day ?? named
  return found && { date: null, rest: without(words, found[0]) }
}

const without = (words: string, date: string) =>
  words
    .replace(date, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:：,，\-–—]+|[\s:：,，\-–—]+$/g, '')
