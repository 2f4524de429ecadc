'use client'

import type { ReactNode } from 'react'
import { Drawn } from '@/components/ui/drawn'
import { type Html, html, sanitised } from '@/components/ui/html'
import { type Packed, usePacked } from '@/components/ui/packed'
import { pendingLink } from '@/components/ui/pending-link'
import type { MineRow, MineShared } from '../mine/mine-mark'
import { mineMark, mineNote, openMenuAt, ProgressLine, useWished } from '../mine/mine-mark'
import { type EntryTools, entryTools } from './entry-tools'
import { type EntryRow, entryTitle, type Row } from './rows'
import { HeadingRow, type SectionTools } from './section-row'

type EntryRowsProps = {
  rows: Packed<Row[]>
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
  const { start, look, sections, mine, edited } = props
  const rows = usePacked(props.rows)
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
            <Entry key={row.id} {...props} {...{ row, rows, index }} />
          ) : (
            <HeadingRow key={row.id} row={row} {...(sections && { tools: sections })} />
          ),
        )}
      </ol>
    </>
  )
}

type EntryProps = Omit<EntryRowsProps, 'rows'> & { row: EntryRow; rows: Row[]; index: number }

/** Drawn as markup, since a list has fifty (decision 29). */
function Entry(props: EntryProps) {
  const { row, below } = props
  const mine = useWished(props.mine && row.mine)
  return (
    <li id={row.anchor} className="entry" data-entry={row.id}>
      <Drawn html={entry(props, mine)} onClick={(event) => openMenuAt(mine, event)} />
      {row.id === below?.id && <div className="entry-talk">{below.content}</div>}
    </li>
  )
}

function entry(props: EntryProps, made: MineRow | undefined): Html {
  const { row, rows, index, team, words, tools, tick, talk, mine } = props
  const named = (words: string) => words.replace('{title}', () => row.title)
  const about = { look: 'entry-about', label: named(words.aboutOf) }
  return html`${
    tick &&
    html`<input type="checkbox" class="entry-tick" name="entry" value="${row.id}" aria-label="${named(tick)}">`
  }${entryTitle(row, team)}
    <p class="entry-facts"><span class="badge">${row.badge}</span> ${row.facts}${
      row.about && pendingLink({ href: team + row.about, ...about }, words.about)
    }${talk && talkLink(row, talk)}</p>
    ${row.whyHtml && html`<div class="prose">${sanitised(row.whyHtml)}</div>`}
    ${made && mine && mineNote(made, mine)}
    ${
      (tools || (made && mine)) &&
      html`<div class="entry-tools">${tools && entryTools(rows, index, tools)}${
        made && mine && mineMark(made, row, mine)
      }</div>`
    }`
}

function talkLink({ comments, anchor }: EntryRow, talk: { href: string; words: string }) {
  if (!comments && !talk.words) return null
  const look = comments ? 'entry-about' : 'entry-about entry-say'
  const link = { prefetch: false, keepScroll: true, href: talk.href + anchor, look }
  return pendingLink(link, comments || talk.words)
}
