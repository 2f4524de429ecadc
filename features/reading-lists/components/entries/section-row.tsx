import { PendingLink } from '@/components/ui/pending-link'
import type { SectionRow } from './rows'

export type SectionTools = {
  /** All sections, in their order. */
  order: string[]
  /** The address that opens the form of a heading, up to its short id. */
  rename: string
  /** Each with `{title}` where the heading goes. */
  words: Record<'up' | 'down' | 'rename' | 'renameOf' | 'remove' | 'removeOf', string>
}

/** A heading in the list, with the buttons that order, rename and delete it. */
export function HeadingRow({ row, tools }: { row: SectionRow; tools?: SectionTools }) {
  return (
    <li id={row.anchor} className="entry-section" data-entry={row.id}>
      <h2>{row.heading}</h2>
      <span>{row.count}</span>
      {tools && row.section && <Tools row={row} tools={tools} />}
    </li>
  )
}

function Tools({
  row: { section, anchor, heading },
  tools,
}: {
  row: SectionRow
  tools: SectionTools
}) {
  const { order, rename, words } = tools
  const at = order.indexOf(section)
  const [previous, next] = [order[at - 1], order[at + 1]]
  const named = (words: string) => words.replace('{title}', () => heading)
  return (
    <div className="entry-tools">
      <button
        type="submit"
        name="act"
        value={`up-section:${section}:${previous ?? ''}`}
        disabled={!previous}
        aria-label={named(words.up)}
      >
        ↑
      </button>
      <button
        type="submit"
        name="act"
        value={`down-section:${section}:${next ?? ''}`}
        disabled={!next}
        aria-label={named(words.down)}
      >
        ↓
      </button>
      <PendingLink
        prefetch={false}
        keepScroll
        href={rename + anchor.slice(2)}
        aria-label={named(words.renameOf)}
      >
        {words.rename}
      </PendingLink>
      <button
        type="submit"
        name="act"
        value={`remove-section:${section}`}
        aria-label={named(words.removeOf)}
      >
        {words.remove}
      </button>
    </div>
  )
}
