import { PendingLink } from '@/components/ui/pending-link'
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

type EntryToolButtonsProps = { rows: Row[]; index: number; tools: EntryTools }

/** Buttons of the form around the list. */
export function EntryToolButtons({ rows, index, tools }: EntryToolButtonsProps) {
  const { words, edit } = tools
  const { id, anchor, title } = rows[index] as EntryRow
  const named = (words: string) => words.replace('{title}', () => title)
  const [up, down] = [above(rows, index, tools), below(rows, index, tools)]
  return (
    <>
      <button
        type="submit"
        name="act"
        value={`up:${id}:${up ?? ''}`}
        disabled={up === null}
        aria-label={named(words.up)}
      >
        ↑
      </button>
      <button
        type="submit"
        name="act"
        value={`down:${id}:${down ?? ''}`}
        disabled={down === null}
        aria-label={named(words.down)}
      >
        ↓
      </button>
      <PendingLink
        prefetch={false}
        keepScroll
        href={edit + anchor}
        aria-label={named(words.editOf)}
      >
        {words.edit}
      </PendingLink>
      <button type="submit" name="act" value={`remove:${id}`} aria-label={named(words.removeOf)}>
        {words.remove}
      </button>
    </>
  )
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
