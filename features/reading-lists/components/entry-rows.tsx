'use client'

import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
import { MineMark, type MineRow, type MineShared, ProgressLine } from './mine-mark'

/** An entry as plain data; what can be derived from it is not sent. */
export type EntryRow = {
  id: string
  /** The short form of the id. */
  anchor: string
  title: string
  /** A web address, or for a session what follows the team's address. */
  href: string
  badge: string
  facts: string
  whyHtml?: string
  isSession?: true
  /** What the reader alone has made of it. */
  mine?: MineRow
  /** Of a link: its own page, after the address of the team. */
  about?: string
}

export type EntryTools = {
  /** The entries just before and after those shown, on other pages. */
  before: string | null
  after: string | null
  /** The address that opens the form of an entry, up to its short id. */
  edit: string
  /** Each of an entry with `{title}` where its title goes. */
  words: Record<'up' | 'down' | 'edit' | 'editOf' | 'remove' | 'removeOf', string>
}

type EntryRowsProps = {
  rows: EntryRow[]
  start: number
  /** The address of the team, before those of its sessions and links. */
  team: string
  /** What the way to the page of a link is called, with `{title}` where its title goes */
  words: Record<'about' | 'aboutOf', string>
  tools?: EntryTools
  /** What the marks of one's own need; they belong to the form `mine`. */
  mine?: MineShared & { progress?: { done: number; total: number; words: string } }
  edited?: { id: string; form: ReactNode }
}

/**
 * The rows of a list, drawn from data and without handlers: elements of a server component would
 * each be sent twice, as HTML and again for the browser (decision 16).
 */
export function EntryRows({ rows, start, team, words, tools, mine, edited }: EntryRowsProps) {
  return (
    <>
      {mine?.progress && <ProgressLine rows={rows} {...mine.progress} />}
      <ol className="entries" start={start} style={{ counterReset: `entry ${start - 1}` }}>
        {rows.map((row, index) =>
          row.id === edited?.id ? (
            <li key={row.id} id={row.anchor} className="entry entry-edited">
              {edited.form}
            </li>
          ) : (
            <li key={row.id} id={row.anchor} className="entry" data-entry={row.id}>
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
                {row.about && (
                  <PendingLink
                    className="entry-about"
                    href={team + row.about}
                    aria-label={words.aboutOf.replace('{title}', () => row.title)}
                  >
                    {words.about}
                  </PendingLink>
                )}
              </p>
              {row.whyHtml && (
                // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
                <div className="prose" dangerouslySetInnerHTML={{ __html: row.whyHtml }} />
              )}
              {row.mine?.noteHtml && <MyNote html={row.mine.noteHtml} label={mine?.words.note} />}
              {(tools || mine) && (
                <div className="entry-tools">
                  {tools && (
                    <Tools
                      row={row}
                      tools={tools}
                      previous={rows[index - 1]?.id ?? tools.before}
                      next={rows[index + 1]?.id ?? tools.after}
                    />
                  )}
                  {mine && row.mine && (
                    <MineMark row={row.mine} title={row.title} anchor={row.anchor} {...mine} />
                  )}
                </div>
              )}
            </li>
          ),
        )}
      </ol>
    </>
  )
}

function MyNote({ html, label }: { html: string; label: string | undefined }) {
  return (
    <div className="mine-note">
      <p className="mine-note-label">{label}</p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  )
}

type ToolsProps = {
  row: EntryRow
  tools: EntryTools
  previous: string | null
  next: string | null
}

/** Buttons of the form around the list. */
function Tools({ row: { id, anchor, title }, tools, previous, next }: ToolsProps) {
  const { words, edit } = tools
  const named = (words: string) => words.replace('{title}', () => title)
  return (
    <>
      <button
        type="submit"
        name="act"
        value={`up:${id}:${previous ?? ''}`}
        disabled={!previous}
        aria-label={named(words.up)}
      >
        ↑
      </button>
      <button
        type="submit"
        name="act"
        value={`down:${id}:${next ?? ''}`}
        disabled={!next}
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
