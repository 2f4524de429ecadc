'use client'

import { PendingLink } from '@/components/ui/pending-link'
import { MineMark, type MineShared } from './mine-mark'
import type { EntryRow } from './rows'

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
          <li key={row.id} id={row.anchor} className="entry">
            {row.isSession ? (
              <PendingLink className="entry-title" href={team + row.href}>
                {row.title}
              </PendingLink>
            ) : (
              <a className="entry-title" href={row.href} rel="noreferrer noopener">
                {row.title}
              </a>
            )}
            <p className="entry-facts">
              <span className="badge">{row.badge}</span>
              {` ${row.facts}`}
            </p>
            {row.lists.map(({ title, href, why }) => (
              <p key={href} className="reading-why">
                <PendingLink href={team + href}>{title}</PendingLink>
                {why && `: ${why}`}
              </p>
            ))}
            {row.mine?.noteHtml && (
              <div className="mine-note">
                <p className="mine-note-label">{mine.words.note}</p>
                {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when written */}
                <div className="prose" dangerouslySetInnerHTML={{ __html: row.mine.noteHtml }} />
              </div>
            )}
            {row.mine && (
              <div className="entry-tools">
                <MineMark row={row.mine} title={row.title} anchor={row.anchor} {...mine} />
              </div>
            )}
          </li>
        ),
      )}
    </ul>
  )
}
