import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import { tendForm } from './tend-form'
import type { CommentRow, ThreadRow, ThreadsShared } from './thread-rows'

type ThreadProps = {
  row: ThreadRow
  shared: ThreadsShared
  forms: Record<string, ReactNode>
  href: (opening: Record<string, string>) => string
}

export function Thread({ row, shared, forms, href }: ThreadProps) {
  // What hangs on an annotation is served when the address asks for that one
  const page = row.on ? href({ at: shortId(row.on) }) : ''
  return (
    <div className="thread" id={`thread-${shortId(row.id)}`}>
      {row.comments.map(
        (comment) =>
          forms[comment.id] ?? <Comment key={comment.id} {...{ comment, shared, href, page }} />,
      )}
      {forms[row.id] ?? <ThreadFoot row={row} shared={shared} href={href} />}
    </div>
  )
}

type CommentProps = Pick<ThreadProps, 'shared' | 'href'> & { comment: CommentRow; page: string }

function Comment({ comment, shared: { names, words }, href, page }: CommentProps) {
  if (comment.gone) return <p className="comment comment-gone">{words.placeholder}</p>
  const at = shortId(comment.id)
  const name = names[comment.by] ?? ''
  return (
    <article
      className="comment"
      id={`comment-${at}`}
      aria-label={words.by.replace('{name}', () => name)}
    >
      <Avatar person={{ id: comment.by, name }} />
      <p className="comment-head">
        <strong>{name}</strong>{' '}
        <a href={`${page}#comment-${at}`} className="quiet-link">
          <time dateTime={comment.at}>{comment.when}</time>
        </a>
        {comment.edited && ` · ${words.edited}`}
        {comment.mine && (
          <PendingLink className="quiet-link" href={href({ 'edit-comment': at })} keepScroll>
            {words.edit}
          </PendingLink>
        )}
      </p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: comment.html }} />
    </article>
  )
}

function ThreadFoot({ row, shared: { words }, href }: Omit<ThreadProps, 'forms'>) {
  const resolved = row.resolved !== undefined
  return (
    <div className="thread-foot">
      {row.can?.includes('reply') && (
        <PendingLink className="quiet-link" href={href({ reply: shortId(row.id) })} keepScroll>
          {words.reply}
        </PendingLink>
      )}
      {row.can?.includes('resolve') && (
        <Button
          type="submit"
          form={tendForm}
          name="act"
          value={`${resolved ? 'reopen' : 'resolve'}:${row.id}`}
          variant="quiet"
          className="quiet-button"
        >
          {resolved ? words.reopen : words.resolve}
        </Button>
      )}
      {row.resolved && <span>{row.resolved}</span>}
    </div>
  )
}
