import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { KindBadge } from '@/components/ui/badge'
import { shortId } from '@/lib/ids'
import { showMoment } from '../moment'
import { CardActions, FormLink, HistoryLink, itsId, SummaryLink, Tick } from './card-actions'
import type { CardRow, CardsShared } from './card-rows'
import { PassageLink } from './passage-link'
import { Photos } from './photo-figure'

type CardProps = {
  it: CardRow
  shared: CardsShared
  /** What hangs below it: a form, the thread */
  children?: ReactNode
}

/** One annotation. Kept flat, since a page shows forty: every element here counts forty times. */
export function AnnotationCard({ it, shared, children }: CardProps) {
  const { words, kinds, names } = shared
  const anchor = `annotation-${shortId(it.id)}`
  const original = shared.original?.replace(itsId, shortId(it.id)) ?? ''
  const moment = showMoment(it.fromMs, it.toMs)
  const author = { id: it.by, name: names[it.by] ?? words.someone }
  const wordless = it.kind === 'gap' ? words.missed : words.noPhoto
  const slot = it.kind === 'gap' || it.kind === 'photo'
  const pictured = it.photos?.some(({ gone }) => !gone) ?? false
  const empty = slot && !it.closed && !pictured
  return (
    <article
      className={it.closed ? 'note note-closed' : 'note'}
      id={anchor}
      tabIndex={-1}
      data-can={it.can?.join(' ') ?? ''}
    >
      <a
        className={moment ? 'note-moment' : 'note-moment note-timeless'}
        href={`${original}#${anchor}`}
        title={words.permalink}
        data-from-ms={it.fromMs ?? undefined}
      >
        {it.live && '≈'}
        {moment || '#'}
      </a>
      <p className="note-head">
        <Avatar person={author} />
        <span>{author.name}</span>
        <KindBadge kind={it.kind}>{kinds[it.kind]}</KindBadge>
        {it.slide && <SlideLink {...it.slide} />}
        {it.facts && <span className="note-facts">{it.facts}</span>}
        {it.past && <HistoryLink it={it} shared={shared} />}
        {it.promoted && <SummaryLink it={it} shared={shared} />}
        <CardActions it={it} shared={shared} />
      </p>
      <Photos it={it} shared={shared} />
      {it.passage && <PassageLink it={it} passage={it.passage} shared={shared} />}
      {empty ? (
        <div className="slot note-slot">
          <Words it={it} otherwise={wordless} />
          {it.can?.includes('attach') && (
            <FormLink form="attach" it={it} here={shared.forms} className="button button-secondary">
              {words.addPhoto}
            </FormLink>
          )}
          {it.can?.includes('fill') && (
            <FormLink form="fill" it={it} here={shared.forms} className="button button-secondary">
              {it.kind === 'gap' ? words.fillGap : words.fillPhoto}
            </FormLink>
          )}
        </div>
      ) : it.kind === 'follow_up' ? (
        <div className="note-task">
          <Tick it={it} words={words} />
          <Words it={it} />
        </div>
      ) : (
        <Words it={it} otherwise={pictured ? null : wordless} quoted={it.kind === 'quote'} />
      )}
      {it.answer && (
        <div className="note-answer">
          <b>{(it.answer.by && names[it.answer.by]) || words.someone}</b>
          <Words it={it.answer} />
        </div>
      )}
      {children}
    </article>
  )
}

function SlideLink({ label, href }: { label: string; href?: string }) {
  if (!href) return <span className="note-facts">{label}</span>
  return (
    <a className="note-facts note-slide-link" href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  )
}

type WordsProps = {
  it: { html: string; typed?: string }
  otherwise?: string | null
  quoted?: boolean
}

function Words({ it: { html, typed }, otherwise = '', quoted = false }: WordsProps) {
  if (typed) return <p className="note-typed">{typed}</p>
  if (html === '' && otherwise === null) return null
  if (html === '') return <p className="note-wordless">{otherwise}</p>
  return (
    <div
      className={quoted ? 'prose note-quote' : 'prose'}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
