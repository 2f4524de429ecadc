import { marksFor } from '@/features/topics/components/marks-for'
import { fillMarks } from '@/lib/markdown'
import type { ThreadView } from '../queries'
import type { CommentPlace } from './comment-place'

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
  mine?: true
}

export type ThreadRow = {
  id: string
  /** The annotation it hangs on, whose page serves it only when asked for that one */
  on?: string
  comments: CommentRow[]
  resolved?: string
  can?: ('reply' | 'resolve')[]
}

const words = ['placeholder', 'edited', 'edit', 'reply', 'resolve', 'reopen'] as const

/** What all threads of a page share. `by` holds "{name}", for the name that stands in its place. */
export type ThreadsShared = {
  names: Record<string, string>
  words: Record<(typeof words)[number] | 'by', string>
}

/** What the browser needs to draw threads; everything in the reader's language already. */
export function threadRows(threads: ThreadView[], place: CommentPlace) {
  const { t, format } = place
  const now = new Date()
  const names = new Map(
    threads.flatMap(({ comments }) => comments.flatMap((comment) => Object.entries(comment.names))),
  )
  const marks = marksFor(place, names, t('someone'))
  const rows = threads.map((thread): ThreadRow => {
    const can = (['reply', 'resolve'] as const).filter((right) => thread.can[right])
    return {
      id: thread.id,
      ...(thread.subject.type === 'annotation' && { on: thread.subject.id }),
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
        ...(comment.can.edit && { mine: true }),
      })),
    }
  })
  const authors = threads.flatMap(({ comments }) => comments.map(({ author }) => author))
  const shared: ThreadsShared = {
    names: Object.fromEntries(authors.map(({ id, name }) => [id, name])),
    words: {
      ...(Object.fromEntries(words.map((key) => [key, t(key)])) as Record<
        (typeof words)[number],
        string
      >),
      by: t('by', { name: '{name}' }),
    },
  }
  return { rows, shared }
}
