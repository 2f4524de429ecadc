'use client'

import { Drawn } from '@/components/ui/drawn'
import { type Html, html } from '@/components/ui/html'
import { pendingLink } from '@/components/ui/pending-link'
import { type EntryRow, entryTitle } from '../entries/rows'
import type { MineRow, MineShared } from '../mine/mine-mark'
import { mineMark, mineNote, openMenuAt, useWished } from '../mine/mine-mark'

/** A row of what is gathered from many lists. */
export type ReadingRow = Omit<EntryRow, 'whyHtml'> & {
  /** The lists it stands in, each with what follows the team's address and why it is there. */
  lists: { title: string; href: string; why?: string }[]
}

type ReadingRowsProps = {
  rows: ReadingRow[]
  /** The address of the team, before those of its pages. */
  team: string
  mine: MineShared
  edited?: { id: string; form: React.ReactNode }
}

/** Drawn from data, as the rows of a list are (decision 16). */
export function ReadingRows({ rows, team, mine, edited }: ReadingRowsProps) {
  return (
    <ul className="reading">
      {rows.map((row) =>
        row.id === edited?.id ? (
          <li key={row.id} id={row.anchor} className="entry entry-edited">
            {edited.form}
          </li>
        ) : (
          <Reading key={row.id} row={row} team={team} mine={mine} />
        ),
      )}
    </ul>
  )
}

type ReadingProps = { row: ReadingRow; team: string; mine: MineShared }

function Reading({ row, team, mine }: ReadingProps) {
  const made = useWished(row.mine)
  return (
    <li id={row.anchor} className="entry">
      <Drawn
        html={reading(row, made, { team, mine })}
        onClick={(event) => openMenuAt(made, event)}
      />
    </li>
  )
}

function reading(
  row: ReadingRow,
  made: MineRow | undefined,
  { team, mine }: Omit<ReadingProps, 'row'>,
): Html {
  return html`${entryTitle(row, team)}
    <p class="entry-facts"><span class="badge">${row.badge}</span> ${row.facts}</p>
    ${row.lists.map(({ title, href, why }) => {
      const link = pendingLink({ href: team + href }, title)
      return html`<p class="reading-why">${link}${why && `: ${why}`}</p>`
    })}
    ${made && mineNote(made, mine)}
    ${made && html`<div class="entry-tools">${mineMark(made, row, mine)}</div>`}`
}
