import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import { tendThreadAction } from '../actions'
import type { ThreadView } from '../queries'
import { NewThread } from './comment-forms'
import { type CommentPlace, type Discussed, tendForm } from './comment-place'
import { Thread } from './thread'

/** The threads on a session or a list, in a panel of their own; with the form of all threads' buttons. */
export function Discussion({ subject, threads, mayComment, place }: Discussed) {
  const { t } = place
  const open = threads.filter(({ resolvedAt }) => !resolvedAt)
  return (
    <Card
      title={t('discussion')}
      aside={threads.length > 0 && t('open', { count: open.length })}
      id="discussion"
    >
      <ActionForm
        id={tendForm}
        action={tendThreadAction.bind(null, place.team)}
        className="contents"
      >
        {null}
      </ActionForm>
      {threads.length === 0 && <p className="text-ink-3">{t('empty')}</p>}
      <Threads threads={threads} place={place} />
      {mayComment && (
        <NewThread subject={subject} place={place} focused={place.open.comment === subject.id} />
      )}
    </Card>
  )
}

/**
 * What hangs on one annotation: the number of its comments, which leads to them, or the form that
 * begins a thread. Closed threads are not served: they would make up half of a page that is read.
 */
export function CommentsOn({ subject, threads, mayComment, place }: Discussed) {
  const { t } = place
  const count = threads.reduce(
    (sum, { comments }) => sum + comments.filter(({ deleted }) => !deleted).length,
    0,
  )
  const writing = mayComment && place.open.comment === subject.id
  const busy = threads.some(
    ({ id, comments }) =>
      id === place.open.reply || comments.some((comment) => comment.id === place.open.edit),
  )
  const opened = busy || writing || place.open.on === subject.id
  return (
    <>
      {count > 0 && opened && (
        <details className="comments-on" open>
          <summary className="quiet-link">{t('count', { count })}</summary>
          <Threads threads={threads} place={place} />
        </details>
      )}
      {count > 0 && !opened && (
        <PendingLink
          className="quiet-link"
          href={place.href({ thread: shortId(subject.id) })}
          keepScroll
        >
          {t('count', { count })}
        </PendingLink>
      )}
      {writing && <NewThread subject={subject} place={place} focused />}
      {mayComment && !writing && (
        <PendingLink
          className="quiet-link comment-start"
          href={place.href({ comment: shortId(subject.id) })}
          keepScroll
          prefetch={false}
        >
          {t('comment')}
        </PendingLink>
      )}
    </>
  )
}

function Threads({ threads, place }: { threads: ThreadView[]; place: CommentPlace }) {
  const { t } = place
  const resolved = threads.filter(({ resolvedAt }) => resolvedAt)
  return (
    <>
      {threads
        .filter(({ resolvedAt }) => !resolvedAt)
        .map((thread) => (
          <Thread key={thread.id} thread={thread} place={place} />
        ))}
      {resolved.length > 0 && (
        <details className="threads-resolved">
          <summary className="quiet-link">{t('resolved', { count: resolved.length })}</summary>
          {resolved.map((thread) => (
            <Thread key={thread.id} thread={thread} place={place} />
          ))}
        </details>
      )}
    </>
  )
}
