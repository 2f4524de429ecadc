import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { tendThreadAction } from '../actions'
import type { ThreadView } from '../queries'
import { EditComment, NewThread, Reply } from './comment-forms'
import { CommentKey } from './comment-key'
import { CommentLinks } from './comment-links'
import type { CommentPlace, Discussed } from './comment-place'
import { tendForm } from './tend-form'
import { ThreadCards } from './thread-cards'
import { threadRows } from './thread-rows'

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
      {mayComment && subject.type === 'session' && <CommentKey label={t('keyComment')} />}
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
  if (!opened) {
    return (
      <CommentLinks
        id={subject.id}
        {...(count > 0 && { count: t('count', { count }) })}
        {...(mayComment && { comment: t('comment') })}
      />
    )
  }
  return (
    <>
      {count > 0 && (
        <details className="comments-on" open>
          <summary className="quiet-link">{t('count', { count })}</summary>
          <Threads threads={threads} place={place} />
        </details>
      )}
      {writing && <NewThread subject={subject} place={place} focused />}
      {mayComment && !writing && <CommentLinks id={subject.id} comment={t('comment')} />}
    </>
  )
}

function Threads({ threads, place }: { threads: ThreadView[]; place: CommentPlace }) {
  const { t } = place
  const drawn = (some: ThreadView[]) => (
    <ThreadCards {...threadRows(some, place)} {...openForms(some, place)} />
  )
  const resolved = threads.filter(({ resolvedAt }) => resolvedAt)
  return (
    <>
      {drawn(threads.filter(({ resolvedAt }) => !resolvedAt))}
      {resolved.length > 0 && (
        <details className="threads-resolved">
          <summary className="quiet-link">{t('resolved', { count: resolved.length })}</summary>
          {drawn(resolved)}
        </details>
      )}
    </>
  )
}

/** The one form that the address opens in a thread: to answer it, or to edit a comment. */
function openForms(
  threads: ThreadView[],
  place: CommentPlace,
): { forms?: Record<string, ReactNode> } {
  const { reply, edit } = place.open
  for (const thread of threads) {
    if (thread.id === reply && thread.can.reply) {
      return { forms: { [reply]: <Reply key={reply} thread={thread} place={place} /> } }
    }
    const comment = thread.comments.find(({ id, can }) => id === edit && can.edit)
    if (comment) {
      return { forms: { [comment.id]: <EditComment key={edit} comment={comment} place={place} /> } }
    }
  }
  return {}
}
