import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { shortId } from '@/lib/ids'
import { reopenThreadAction, resolveThreadAction } from '../actions'
import type { CommentView, ThreadView } from '../queries'
import { EditComment, Reply } from './comment-forms'
import type { CommentPlace } from './comment-place'

export function Thread({ thread, place }: { thread: ThreadView; place: CommentPlace }) {
  return (
    <div className="thread" id={`thread-${shortId(thread.id)}`}>
      {thread.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} place={place} />
      ))}
      {thread.can.reply && place.open.reply === thread.id ? (
        <Reply thread={thread} place={place} />
      ) : (
        <ThreadFoot thread={thread} place={place} />
      )}
    </div>
  )
}

async function Comment({ comment, place }: { comment: CommentView; place: CommentPlace }) {
  const [t, format] = await Promise.all([getTranslations('comments'), getFormatter()])
  const at = shortId(comment.id)
  if (comment.deleted) return <p className="comment comment-gone">{t('placeholder')}</p>
  if (comment.can.edit && place.open.edit === comment.id) {
    return <EditComment comment={comment} place={place} />
  }
  return (
    <article className="comment" id={`comment-${at}`} aria-label={t('by', comment.author)}>
      <Avatar person={comment.author} />
      <p className="comment-head">
        <strong>{comment.author.name}</strong>{' '}
        <a href={`#comment-${at}`} className="quiet-link">
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

async function ThreadFoot({ thread, place }: { thread: ThreadView; place: CommentPlace }) {
  const t = await getTranslations('comments')
  const action = thread.resolvedAt ? reopenThreadAction : resolveThreadAction
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
        <ActionForm action={action.bind(null, place.team)} className="contents">
          <input type="hidden" name="id" value={thread.id} />
          <SubmitButton variant="quiet" className="quiet-button">
            {thread.resolvedAt ? t('reopen') : t('resolve')}
          </SubmitButton>
        </ActionForm>
      )}
      {thread.resolvedBy && <span>{t('resolvedBy', { name: thread.resolvedBy })}</span>}
    </div>
  )
}
