'use client'

import type { ReactNode } from 'react'
import { AnnotationCard } from '@/features/annotations/components/annotation-card'
import type { CardRow, CardsShared } from '@/features/annotations/components/card-rows'
import { shortId } from '@/lib/ids'

/** A block: an annotation, or words of the team as safe HTML; `past` where they said something else before. */
export type BlockRow = { id: string } & ({ it: CardRow } | { html: string; past?: true })

export type BlockTools = {
  /** The summary's address, to which links add what they open */
  here: string
  /** The form that the buttons belong to */
  form: string
  words: Record<'up' | 'down' | 'edit' | 'past' | 'below' | 'remove', string>
}

type BlocksProps = {
  rows: BlockRow[]
  shared: CardsShared
  tools?: BlockTools
  /** The one form that is open: in the place of a block, or below it */
  open?: { id: string; replaces: boolean; form: ReactNode }
}

/** The blocks of a summary in their order. */
export function SummaryBlocks({ rows, shared, tools, open }: BlocksProps) {
  return (
    <ol className="summary">
      {rows.map((row, index) => (
        <li key={row.id} id={`block-${shortId(row.id)}`} className="summary-block">
          {tools && !(open?.id === row.id && open.replaces) && (
            <Tools {...{ row, tools }} previous={rows[index - 1]?.id} next={rows[index + 1]?.id} />
          )}
          {open?.id === row.id && open.replaces ? (
            open.form
          ) : 'it' in row ? (
            <AnnotationCard it={row.it} shared={shared} />
          ) : (
            // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
            <div className="prose" dangerouslySetInnerHTML={{ __html: row.html }} />
          )}
          {open?.id === row.id && !open.replaces && open.form}
        </li>
      ))}
    </ol>
  )
}

type ToolsProps = {
  row: BlockRow
  tools: BlockTools
  previous: string | undefined
  next: string | undefined
}

function Tools({ row, tools: { here, form, words }, previous, next }: ToolsProps) {
  const id = shortId(row.id)
  const to = (opened: string) => `${here}&${opened}=${id}#block-${id}`
  const press = { type: 'submit', form, name: 'act' } as const
  const way = (verb: 'up' | 'down', neighbour: string | undefined) => (
    <button
      {...press}
      value={`${verb}:${row.id}:${neighbour ?? ''}`}
      disabled={!neighbour}
      aria-label={words[verb]}
      title={words[verb]}
    >
      {verb === 'up' ? '↑' : '↓'}
    </button>
  )
  return (
    <div className="note-actions summary-tools">
      {way('up', previous)}
      {way('down', next)}
      {'past' in row && (
        <a data-nav="plain" href={`${here.split('?')[0]}/summary/${id}`}>
          {words.past}
        </a>
      )}
      {'html' in row && (
        <a
          data-nav="plain"
          data-scroll="keep"
          href={to('block')}
          data-act="edit"
          title={words.edit}
        >
          {words.edit}
        </a>
      )}
      <a data-nav="plain" data-scroll="keep" href={to('below')}>
        {words.below}
      </a>
      <button {...press} value={`remove:${row.id}`}>
        {words.remove}
      </button>
    </div>
  )
}
