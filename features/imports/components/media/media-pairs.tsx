'use client'

import { useState } from 'react'

export type PairRow = {
  index: number
  title: string
  /** Address or name of the file, and what else is known of it */
  detail: string
  href?: string
  more?: string
  session: string
  take: boolean
  /** Id and score from 0 to 1 */
  proposals: [id: string, score: number][]
  /** The chosen session has this very one */
  same: boolean
}
/** `has` says what the session has already. */
export type PairSession = { id: string; title: string; has?: string }
type Texts = Record<'take' | 'session' | 'leave' | 'proposed' | 'all' | 'score' | 'same', string>

type PairsProps = { rows: PairRow[]; sessions: PairSession[]; texts: Texts }

/** Above this the list of all sessions is put into a select only once somebody goes there. */
const roomy = 6_000

/** Each thing beside the session it goes to, to be ticked and corrected. */
export function MediaPairs({ rows, sessions, texts }: PairsProps) {
  const byId = new Map(sessions.map((one) => [one.id, one]))
  const full = rows.length * sessions.length <= roomy
  return (
    <ul className="rows">
      {rows.map((row) => (
        <Row key={row.index} {...{ row, sessions, byId, full, texts }} />
      ))}
    </ul>
  )
}

type RowProps = Omit<PairsProps, 'rows'> & {
  row: PairRow
  byId: Map<string, PairSession>
  full: boolean
}

function Row({ row, sessions, byId, full, texts }: RowProps) {
  const { index, title, detail, href, more, proposals, same } = row
  const [chosen, setChosen] = useState(row.session)
  const [taken, setTaken] = useState(row.take)
  const [all, setAll] = useState(full)
  const score = proposals.find(([id]) => id === chosen)?.[1]
  const there = same && chosen === row.session
  const proposed = new Set(proposals.map(([id]) => id))
  const has = there ? texts.same : byId.get(chosen)?.has
  const option = (id: string, note = '') => (
    <option key={id} value={`${index}:${id}`}>
      {byId.get(id)?.title}
      {note}
    </option>
  )
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 sm:grid-cols-2">
      <label className="check min-w-0 items-start">
        <input
          type="checkbox"
          name="take"
          value={index}
          checked={taken}
          onChange={(event) => setTaken(event.target.checked)}
          aria-label={`${texts.take}: ${title || detail}`}
        />
        <span className="grid min-w-0 gap-0.5">
          <span className="font-medium break-words">{title || detail}</span>
          <span className="text-sm break-words text-ink-2">
            {href ? (
              <a href={href} rel="noreferrer" target="_blank" className="text-link">
                {detail}
              </a>
            ) : (
              title && detail
            )}
            {more && ` · ${more}`}
          </span>
        </span>
      </label>
      <div className="grid min-w-0 content-start gap-1">
        <span className="flex min-w-0 items-center gap-2">
          <select
            name="pair"
            className="control min-w-0 grow"
            aria-label={`${texts.session}: ${title || detail}`}
            value={`${index}:${chosen}`}
            onFocus={() => setAll(true)}
            onChange={({ target }) => {
              const id = target.value.slice(target.value.indexOf(':') + 1)
              setChosen(id)
              setTaken(id !== '')
            }}
          >
            <option value={`${index}:`}>{texts.leave}</option>
            {proposals.length > 0 && (
              <optgroup label={texts.proposed}>
                {proposals.map(([id, part]) => option(id, ` · ${percent(part)}`))}
              </optgroup>
            )}
            {!all && chosen && !proposed.has(chosen) && option(chosen)}
            {all && (
              <optgroup label={texts.all}>
                {sessions.map(({ id }) => (proposed.has(id) ? null : option(id)))}
              </optgroup>
            )}
          </select>
          {score !== undefined && (
            <span className="text-sm whitespace-nowrap text-ink-2 tabular-nums" title={texts.score}>
              {percent(score)}
            </span>
          )}
        </span>
        {has && <span className="text-sm text-ink-2">{has}</span>}
      </div>
    </li>
  )
}

const percent = (score: number) => `${Math.round(score * 100)}%`
