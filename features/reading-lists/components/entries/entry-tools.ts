import { type Html, html } from '@/components/ui/html'
import { pendingLink } from '@/components/ui/pending-link'
import type { EntryRow, Row } from './rows'

export type EntryTools = {
  /** The entries just before and after those shown, on other pages. */
  before: string | null
  after: string | null
  /** The sections in their order, `none` for those entries that stand before them. */
  sections: string[]
  /** The address that opens the form of an entry, up to its short id. */
  edit: string
  /** Each of an entry with `{title}` where its title goes. */
  words: Record<'up' | 'down' | 'edit' | 'editOf' | 'remove' | 'removeOf', string>
}

/** Buttons of the form around the list. */
export function entryTools(rows: Row[], index: number, tools: EntryTools): Html {
  const { words, edit } = tools
  const { id, anchor, title } = rows[index] as EntryRow
  const named = (words: string) => words.replace('{title}', () => title)
  const [up, down] = [above(rows, index, tools), below(rows, index, tools)]
  return html`${act(`up:${id}:${up ?? ''}`, '↑', named(words.up), up === null)}
    ${act(`down:${id}:${down ?? ''}`, '↓', named(words.down), down === null)}
    ${pendingLink(
      { prefetch: false, keepScroll: true, href: edit + anchor, label: named(words.editOf) },
      words.edit,
    )}${act(`remove:${id}`, words.remove, named(words.removeOf))}`
}

function act(value: string, words: string, label: string, disabled = false): Html {
  return html`<button type="submit" name="act" value="${value}" aria-label="${label}"${
    disabled && html` disabled=""`
  }>${words}</button>`
}

const entryAt = (row: Row | undefined) => (row && 'title' in row ? row.id : '')

/** Past the one above; past a heading, behind the last entry of the section above it. */
function above(rows: Row[], index: number, { before, sections }: EntryTools): string | null {
  const row = rows[index - 1]
  if (!row) return before
  if ('title' in row) return row.id
  if (row.continued) return before
  const section = sections[sections.indexOf(row.section) - 1]
  return section === undefined ? null : `${entryAt(rows[index - 2])}:${section}`
}

function below(rows: Row[], index: number, { after }: EntryTools): string | null {
  const row = rows[index + 1]
  if (!row) return after
  return 'title' in row ? row.id : `${entryAt(rows[index + 2])}:${row.section}`
}
