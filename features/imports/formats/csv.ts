import type { Problems } from './problems'

export type Row = { cells: string[]; line: number }

/**
 * Reads separated values as RFC 4180 has them, and as spreadsheets write them: quotes doubled,
 * line breaks inside quotes, any of `,`, `;` and tab, a quote in the middle of a bare cell as
 * it stands. Empty lines are left out. Lines count from 1.
 */
export function readCsv(text: string): Row[] {
  const separator = separatorOf(text)
  const rows: Row[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let start = 1
  let quoted = false
  const endRow = () => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim()) rows.push({ cells, line: start })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '\n') line++
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (char === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (char === separator) {
      cells.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') {
        at++
        line++
      }
      endRow()
      start = line
    } else cell += char
  }
  endRow()
  return rows
}

/** The separator that the first line has most of. */
export function separatorOf(text: string): string {
  const head = text.slice(0, 4_000).split(/\r?\n/, 1)[0] ?? ''
  const count = (separator: string) => head.split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** Rows under a header as records; a row with other cells than the header is told, and taken. */
export function recordsOf(rows: Row[], problems: Problems) {
  const [head, ...rest] = rows
  const names = (head?.cells ?? []).map((name) => name.trim())
  return rest.map(({ cells, line }) => {
    if (cells.length !== names.length) {
      const params = { cells: cells.length, columns: names.length }
      problems.add('row-uneven', cells[0] ?? null, line, params)
    }
    return { line, record: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])) }
  })
}
