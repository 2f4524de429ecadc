import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { KindBadge } from '@/components/ui/badge'
import { shortId } from '@/lib/ids'
import { showMoment } from '../moment'
import type { AnnotationCard as Card } from '../queries'
import { CardActions, Tick } from './card-actions'
import type { CardContext } from './card-context'

/**
 * One annotation. Kept flat, since a page shows forty: every element here counts forty times.
 * `children` is what hangs below it: a form, the thread.
 */
export function AnnotationCard({
  it,
  context,
  children,
}: {
  it: Card
  context: CardContext
  children?: ReactNode
}) {
  const { texts, kinds, name } = context
  const facts = context.facts(it)
  const anchor = `annotation-${shortId(it.id)}`
  const author = { id: it.authorId, name: name(it.authorId) }
  const empty = (it.kind === 'gap' || it.kind === 'photo') && it.closedAt === null
  return (
    <article className={it.closedAt ? 'note note-closed' : 'note'} id={anchor}>
      <a
        className={it.fromMs === null ? 'note-moment note-timeless' : 'note-moment'}
        href={`#${anchor}`}
        title={texts.permalink}
      >
        {showMoment(it.fromMs, it.toMs) || '#'}
      </a>
      <p className="note-head">
        <Avatar person={author} />
        <span>{author.name}</span>
        <KindBadge kind={it.kind}>{kinds[it.kind]}</KindBadge>
        {facts && <span className="note-facts">{facts}</span>}
        <CardActions it={it} context={context} />
      </p>
      {empty ? (
        <div className="slot note-slot">
          <Words html={it.bodyHtml} otherwise={it.kind === 'gap' ? texts.missed : texts.noPhoto} />
          {it.can.fill && (
            <a
              className="button button-secondary"
              data-nav="plain"
              data-scroll="keep"
              href={context.href('fill', it.id)}
            >
              {it.kind === 'gap' ? texts.fillGap : texts.fillPhoto}
            </a>
          )}
        </div>
      ) : it.kind === 'follow_up' ? (
        <div className="note-task">
          <Tick it={it} texts={texts} />
          <Words html={it.bodyHtml} />
        </div>
      ) : (
        <Words
          html={it.bodyHtml}
          otherwise={it.kind === 'gap' ? texts.missed : texts.noPhoto}
          className={it.kind === 'quote' ? 'note-quote' : ''}
        />
      )}
      {it.answerHtml !== null && (
        <div className="note-answer">
          <b>{name(it.answeredById)}</b>
          <Words html={it.answerHtml} />
        </div>
      )}
      {children}
    </article>
  )
}

function Words({
  html,
  otherwise = '',
  className = '',
}: {
  html: string
  otherwise?: string
  className?: string
}) {
  if (html === '') return <p className="note-wordless">{otherwise}</p>
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
  return <div className={`prose ${className}`} dangerouslySetInnerHTML={{ __html: html }} />
}
