'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { Outgoing } from '@/components/outbox/device-store'
import { useWaiting } from '@/components/outbox/use-outbox'
import type { CommentSubject } from '../schema'
import { useComments } from './comment-context'
import { waitingPlace } from './comment-drafts'
import { Thread } from './thread'
import type { ThreadRow } from './thread-rows'
import type { Forms } from './use-forms'
import { useTakeBack, WaitingComment } from './waiting-comment'

type ThreadListProps = {
  subject: CommentSubject
  rows: ThreadRow[]
  /** "2 resolved threads"; absent where there are none */
  resolved?: string
  forms: Forms
  /** Where the threads are folded and the page does not hold them: the address that does */
  unfold?: string
}

/** What was said of one thing: its open threads, what is on its way, and the resolved ones folded. */
export function ThreadList({ subject, rows, resolved, forms, unfold }: ThreadListProps) {
  const router = useRouter()
  const { me, href } = useComments()
  const waiting = useWaiting(
    waitingPlace(me.id, subject.id),
    (it) => isServed(it, rows),
    () => (unfold ? router.replace(unfold, { scroll: false }) : router.refresh()),
  )
  const takeBack = useTakeBack(forms.open)
  const comments = rows.flatMap((row) => row.comments)
  const placed = (it: Outgoing) =>
    it.of
      ? comments.some(({ id }) => id === it.of?.id)
      : rows.some(({ id }) => id === it.fields.threadId)

  // Something else was saved meanwhile: the form that opens shows both
  const stale = waiting.find((it) => it.stopped?.because === 'conflict' && placed(it))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each
  useEffect(() => {
    if (stale) void takeBack(stale)
  }, [stale?.id])

  const drawn = (some: ThreadRow[]) =>
    some.map((row) => <Thread key={row.id} {...{ row, subject, waiting, forms, href }} />)
  return (
    <>
      {drawn(rows.filter((row) => row.resolved === undefined))}
      {waiting
        .filter((it) => !placed(it))
        .map((it) => (
          <WaitingComment key={it.id} it={it} onChange={forms.open} />
        ))}
      {resolved && (
        <details className="threads-resolved">
          <summary className="quiet-link">{resolved}</summary>
          {drawn(rows.filter((row) => row.resolved !== undefined))}
        </details>
      )}
    </>
  )
}

/** Whether the page as served holds it already. */
function isServed({ id, of, fields, stopped }: Outgoing, rows: ThreadRow[]): boolean {
  const comments = rows.flatMap((row) => row.comments)
  if (!of) return comments.some((comment) => comment.id === id)
  const comment = comments.find((one) => one.id === of.id)
  return !stopped && (comment?.revision ?? 0) > Number(fields.revision)
}
