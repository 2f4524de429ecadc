import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import type { CommentView, ThreadView } from '../queries'
import { EditComment, Reply } from './comment-forms'
import { type CommentPlace, tendForm } from './comment-place'

export function Thread({ thread, place }: { thread: ThreadView; place: CommentPlace }) {
  return (
    <div className="thread" id={`thread-${shortId(thread.id)}`}>
      {thread.comments.map((comment) => (
        <Comment key={comment.id} {...{ comment, thread, place }} />
      ))}
      {thread.can.reply && place.open.reply === thread.id ? (
        <Reply thread={thread} place={place} />
      ) : (
        <ThreadFoot thread={thread} place={place} />
      )}
    </div>
  )
}

type CommentProps = { comment: CommentView; thread: ThreadView; place: CommentPlace }

function Comment({ comment, thread: { subject }, place }: CommentProps) {
  const { t, format } = place
  const at = shortId(comment.id)
  // What hangs on an annotation is served when the address asks for that one
  const page = subject.type === 'annotation' ? place.href({ at: shortId(subject.id) }) : ''
  if (comment.deleted) return <p className="comment comment-gone">{t('placeholder')}</p>
  if (comment.can.edit && place.open.edit === comment.id) {
    return <EditComment comment={comment} place={place} />
  }
  return (
    <article className="comment" id={`comment-${at}`} aria-label={t('by', comment.author)}>
      <Avatar person={comment.author} />
      <p className="comment-head">
        <strong>{comment.author.name}</strong>{' '}
        <a href={`${page}#comment-${at}`} className="quiet-link">
          <time dateTime={comment.createdAt.toISOString()}>
            {format.relativeTime(comment.createdAt, new Date())}
          </time>
        </a>
        {comment.editedAt && ` · ${t('edited')}`}
        {comment.can.edit && (
          <PendingLink className="quiet-link" href={place.href({ 'edit-comment': at })} keepScroll>
            {t('edit')}
          </PendingLink>
        )}
      </p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: comment.html }} />
    </article>
  )
}

function ThreadFoot({ thread, place }: { thread: ThreadView; place: CommentPlace }) {
  const { t } = place
  return (
    <div className="thread-foot">
      {thread.can.reply && (
        <PendingLink
          className="quiet-link"
          href={place.href({ reply: shortId(thread.id) })}
          keepScroll
        >
          {t('reply')}
        </PendingLink>
      )}
      {thread.can.resolve && (
        <Button
          type="submit"
          form={tendForm}
          name="act"
          value={`${thread.resolvedAt ? 'reopen' : 'resolve'}:${thread.id}`}
          variant="quiet"
          className="quiet-button"
        >
          {thread.resolvedAt ? t('reopen') : t('resolve')}
        </Button>
      )}
      {thread.resolvedBy && <span>{t('resolvedBy', { name: thread.resolvedBy })}</span>}
    </div>
  )
}
