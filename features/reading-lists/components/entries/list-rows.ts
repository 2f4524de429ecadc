import { shortId } from '@/lib/ids'
import type { EntryDetail, ListDetail } from '../../queries'
import { entriesPerPage } from '../../schema'
import type { EntryRow, Row } from './rows'

type Section = ListDetail['sections'][number]

/** Where each section begins, in entries before it; those without one stand before all. */
export function sectionStarts(list: Pick<ListDetail, 'sections' | 'entryCount'>) {
  const inSections = list.sections.reduce((sum, { count }) => sum + count, 0)
  let start = Math.max(0, list.entryCount - inSections)
  return list.sections.map((section) => {
    const begins = start
    start += section.count
    return { ...section, begins }
  })
}

/** The page on which a section begins, counted from 1. */
export function pageOf({ begins }: { begins: number }, entryCount: number): number {
  const last = Math.max(1, Math.ceil(entryCount / entriesPerPage))
  return Math.min(last, Math.floor(begins / entriesPerPage) + 1)
}

type Standing = Pick<EntryDetail, 'id' | 'sectionId'>

/** What is dragged on a page, in its order: entries and, as `s:…`, the headings between them. */
export function dragged(list: ListDetail, entries: Standing[], page: number): string[] {
  const known = new Set(list.sections.map(({ id }) => id))
  const loose = entries.filter(({ sectionId }) => !known.has(sectionId ?? ''))
  return [
    ...loose.map(({ id }) => id),
    ...sectionStarts(list).flatMap((section) => {
      const own = entries.filter(({ sectionId }) => sectionId === section.id).map(({ id }) => id)
      const here = section.count === 0 && pageOf(section, list.entryCount) === page
      return own.length > 0 || here ? [`s:${section.id}`, ...own] : []
    }),
  ]
}

/** In which section the first of them stands that has no heading above it; null without sections. */
export function first(list: ListDetail, entries: Standing[]): string | null {
  // A section that goes on from the page before has its heading there, too
  return list.sections.length === 0 || entries.length === 0 ? null : ''
}

type Shown = { entries: EntryDetail[]; rows: EntryRow[]; page: number }
type Words = {
  count: (count: number) => string
  continued: (title: string) => string
  empty: string
}

/** Rows with the headings of their sections, and those of sections without entries in their places. */
export function withSections(
  list: ListDetail,
  { entries, rows, page }: Shown,
  words: Words,
): Row[] {
  if (list.sections.length === 0) return rows
  const of = (id: string | null) => rows.filter((_, index) => entries[index]?.sectionId === id)
  const known = new Set(list.sections.map(({ id }) => id))
  // Of a section that was deleted while the page was read
  const loose = rows.filter((_, index) => !known.has(entries[index]?.sectionId ?? ''))
  return [
    ...loose,
    ...sectionStarts(list).flatMap((section): Row[] => {
      const own = of(section.id)
      const here = pageOf(section, list.entryCount) === page
      return own.length > 0 || (here && section.count === 0)
        ? [headingOf(section, here, words), ...own]
        : []
    }),
  ]
}

function headingOf({ id, title, count }: Section, here: boolean, words: Words): Row {
  return {
    id: `s:${id}`,
    anchor: `s-${shortId(id)}`,
    section: id,
    heading: here ? title : words.continued(title),
    count: count > 0 ? words.count(count) : words.empty,
    ...(!here && { continued: true }),
  }
}

/** Rows in groups that follow each other already, each under its name. */
export function withGroups(rows: EntryRow[], names: string[]): Row[] {
  return rows.flatMap((row, index): Row[] => {
    const name = names[index] ?? ''
    if (index > 0 && names[index - 1] === name) return [row]
    return [
      { id: `g:${row.id}`, anchor: `g-${row.anchor}`, section: '', heading: name, count: '' },
      row,
    ]
  })
}
