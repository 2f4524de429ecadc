'use client'

import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
import { EntryToolButtons, type EntryTools } from './entry-tools'
import { MineMark, type MineShared, ProgressLine } from './mine-mark'
import type { EntryRow, Row } from './rows'
import { HeadingRow, type SectionTools } from './section-row'

type EntryRowsProps = {
  rows: Row[]
  start: number
  /** The address of the team, before those of its sessions and links. */
  team: string
  /** What the way to the page of a link is called, with `{title}` where its title goes */
  words: Record<'about' | 'aboutOf', string>
  /** How close the rows stand. */
  look?: 'table'
  tools?: EntryTools
  sections?: SectionTools
  /** What the boxes are called, with `{title}` where the title goes; none without. */
  tick?: string
  /** The address that opens what is said of an entry, up to its short id. */
  talk?: { href: string; words: string }
  /** What the marks of one's own need; they belong to the form `mine`. */
  mine?: MineShared & { progress?: { done: number; total: number; words: string } }
  /** What stands in the place of one row, and below one. */
  edited?: { id: string; form: ReactNode }
  below?: { id: string; content: ReactNode }
}

const isEntry = (row: Row | undefined): row is EntryRow => row !== undefined && 'title' in row

/**
 * The rows of a list, drawn from data and without handlers: elements of a server component would
 * each be sent twice, as HTML and again for the browser (decision 16).
 */
export function EntryRows(props: EntryRowsProps) {
  const { rows, start, look, sections, mine, edited } = props
  const counted = { counterReset: `entry ${start - 1}` }
  return (
    <>
      {mine?.progress && <ProgressLine rows={rows.filter(isEntry)} {...mine.progress} />}
      <ol className={look ? `entries entries-${look}` : 'entries'} start={start} style={counted}>
        {rows.map((row, index) =>
          row.id === edited?.id ? (
            <li key={row.id} id={row.anchor} className="entry entry-edited">
              {edited.form}
            </li>
          ) : isEntry(row) ? (
            <Entry key={row.id} {...props} row={row} index={index} />
          ) : (
            <HeadingRow key={row.id} row={row} {...(sections && { tools: sections })} />
          ),
        )}
      </ol>
    </>
  )
}

function Entry(props: EntryRowsProps & { row: EntryRow; index: number }) {
  const { row, rows, index, team, words, tools, tick, talk, mine, below } = props
  const named = (words: string) => words.replace('{title}', () => row.title)
  return (
    <li id={row.anchor} className="entry" data-entry={row.id}>
      {tick && (
        <input
          type="checkbox"
          className="entry-tick"
          name="entry"
          value={row.id}
          aria-label={named(tick)}
        />
      )}
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
            aria-label={named(words.aboutOf)}
          >
            {words.about}
          </PendingLink>
        )}
        {talk && (row.comments || talk.words) && (
          <PendingLink
            className={row.comments ? 'entry-about' : 'entry-about entry-say'}
            prefetch={false}
            keepScroll
            href={talk.href + row.anchor}
          >
            {row.comments || talk.words}
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
          {tools && <EntryToolButtons rows={rows} index={index} tools={tools} />}
          {mine && row.mine && (
            <MineMark row={row.mine} title={row.title} anchor={row.anchor} {...mine} />
          )}
        </div>
      )}
      {row.id === below?.id && <div className="entry-talk">{below.content}</div>}
    </li>
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
