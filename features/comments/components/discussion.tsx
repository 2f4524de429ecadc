import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { pack } from '@/components/ui/packed'
import { PendingLink } from '@/components/ui/pending-link'
import { tendThreadAction } from '../actions'
import type { ThreadView } from '../discussion'
import { CommentKey } from './comment-key'
import type { CommentPlace, Discussed } from './comment-place'
import { CommentsBelow, type Said } from './comments-below'
import { PanelThreads } from './panel-threads'
import { reactionRows } from './reaction-rows'
import { tendForm } from './tend-form'
import { threadRows } from './thread-rows'

/** The threads on a session or a list, in a panel of their own; with the form of all threads' buttons. */
export function Discussion({ subject, threads, place }: Discussed) {
  const { t } = place
  const open = threads.filter(({ resolvedAt }) => !resolvedAt)
  const { rows, ...resolved } = shown(threads, place)
  return (
    <Card
      title={t('discussion')}
      aside={
        <>
          {place.news && (
            <PendingLink className="comment-mark" href={place.news.href} prefetch={false}>
              {t('news', { count: place.news.count })}
            </PendingLink>
          )}
          {threads.length > 0 && t('open', { count: open.length })}
        </>
      }
      id="discussion"
    >
      <ActionForm
        id={tendForm}
        action={tendThreadAction.bind(null, place.here.team)}
        className="contents"
      >
        {null}
      </ActionForm>
      {place.here.mayComment && subject.type === 'session' && (
        <CommentKey label={t('keyComment')} />
      )}
      {threads.length === 0 && <p className="text-ink-3">{t('empty')}</p>}
      <PanelThreads
        subject={subject}
        {...resolved}
        rows={pack(rows)}
        {...addressed(subject.id, place, threads)}
      />
    </Card>
  )
}

/**
 * What hangs on one annotation or entry, nothing where nothing does: the number of its comments, which leads to
 * them. Closed threads are not served: they would make up half of a page that is read.
 */
function saidOn({ subject, threads, folded, signs, place }: Discussed): Said | undefined {
  const { t, open } = place
  const comments = threads.flatMap((thread) => thread.comments.filter(({ deleted }) => !deleted))
  const { count, fresh } = folded ?? {
    count: comments.length,
    fresh: comments.filter(({ isNew }) => isNew).length,
  }
  const form = addressed(subject.id, place, threads)
  const opened = form.addressed !== undefined || open.on === subject.id
  const shownSigns = reactionRows(signs, place.here.me.id)
  const said: Said = {
    ...(count > 0 && {
      count: fresh > 0 ? t('countNew', { count, fresh }) : t('count', { count }),
    }),
    ...(shownSigns && { signs: shownSigns }),
    ...(opened && shown(threads, place)),
    ...form,
  }
  return Object.keys(said).length > 0 ? said : undefined
}

/** What hangs on the one entry of a list whose comments are open. */
export function CommentsOn(discussed: Discussed) {
  return <CommentsBelow on="entry" id={discussed.subject.id} said={saidOn(discussed)} />
}

/** The same for the annotations of a page that have something said of them. */
export function saidOf(
  rows: { id: string }[],
  discussed: (type: 'annotation', id: string) => Discussed,
): Record<string, Said> {
  const said = rows.map(({ id }) => [id, saidOn(discussed('annotation', id))] as const)
  return Object.fromEntries(said.filter((it): it is [string, Said] => it[1] !== undefined))
}

function shown(threads: ThreadView[], place: CommentPlace) {
  const resolved = threads.filter(({ resolvedAt }) => resolvedAt).length
  return {
    rows: threadRows(threads, place),
    ...(resolved > 0 && { resolved: place.t('resolved', { count: resolved }) }),
  }
}

/** The form that the address opens here, as components/comment-drafts.ts names it. */
function addressed(
  subjectId: string,
  { open }: CommentPlace,
  threads: ThreadView[],
): { addressed?: string } {
  if (open.comment === subjectId) return { addressed: `thread.${subjectId}` }
  for (const { id, comments } of threads) {
    if (id === open.reply) return { addressed: `reply.${id}` }
    const comment = comments.find((one) => one.id === open.edit)
    if (comment) return { addressed: `edit.${comment.id}` }
  }
  return {}
}
