import { marksFor } from '@/features/topics/components/marks-for'
import { fillMarks } from '@/lib/markdown'
import type { ThreadView } from '../discussion'
import type { CommentPlace } from './comment-place'
import { type ReactionRow, reactionRows } from './reaction-rows'

/** A comment as it is shown: plain data, since a talk may have a hundred. */
export type CommentRow = {
  id: string
  by: string
  /** ISO 8601, and the same in words: "3 hours ago" */
  at: string
  when: string
  html: string
  /** Deleted, but answered: its place stays, its words do not */
  gone?: true
  edited?: true
  /** Came since the reader last looked */
  isNew?: true
  signs?: ReactionRow[]
  /** One's own, to be edited */
  source?: string
  revision?: number
}

export type ThreadRow = {
  id: string
  comments: CommentRow[]
  resolved?: string
  can?: ('reply' | 'resolve')[]
}

/** What the browser needs to draw threads; everything in the reader's language already. */
export function threadRows(threads: ThreadView[], place: CommentPlace): ThreadRow[] {
  const { t, format, here } = place
  const now = new Date()
  const names = new Map(
    threads.flatMap(({ comments }) => comments.flatMap((comment) => Object.entries(comment.names))),
  )
  const marks = marksFor({ team: here.team, userId: here.me.id }, names, t('someone'))
  return threads.map((thread): ThreadRow => {
    const can = (['reply', 'resolve'] as const).filter((right) => thread.can[right])
    return {
      id: thread.id,
      ...(thread.resolvedAt && {
        resolved: thread.resolvedBy ? t('resolvedBy', { name: thread.resolvedBy }) : '',
      }),
      ...(can.length > 0 && { can }),
      comments: thread.comments.map((comment) => ({
        id: comment.id,
        by: comment.author.id,
        at: comment.createdAt.toISOString(),
        when: format.relativeTime(comment.createdAt, now),
        html: fillMarks(comment.html, marks),
        ...(comment.deleted && { gone: true }),
        ...(comment.editedAt && { edited: true }),
        ...(comment.isNew && { isNew: true }),
        ...signed(reactionRows(comment.reactions, here.me.id)),
        ...(comment.can.edit && { source: comment.source, revision: comment.revision }),
      })),
    }
  })
}

const signed = (signs: ReactionRow[] | undefined) => (signs ? { signs } : {})
