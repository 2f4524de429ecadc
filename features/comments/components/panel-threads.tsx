'use client'

import { type Packed, usePacked } from '@/components/ui/packed'
import type { CommentSubject } from '../schema'
import { useComments } from './comment-context'
import { CommentForm } from './comment-form'
import { ThreadList } from './thread-list'
import type { ThreadRow } from './thread-rows'
import { useForms } from './use-forms'

type PanelThreadsProps = {
  subject: CommentSubject
  rows: Packed<ThreadRow[]>
  resolved?: string
  /** The form that the address opens */
  addressed?: string
}

/** The threads of a panel of their own, above the form that is always there to begin one. */
export function PanelThreads({ subject, resolved, addressed, ...packed }: PanelThreadsProps) {
  const rows = usePacked(packed.rows)
  const { mayComment } = useComments()
  const forms = useForms(subject.id, addressed ?? null)
  return (
    <>
      <ThreadList {...{ subject, rows, forms }} {...(resolved && { resolved })} />
      {mayComment && (
        <CommentForm
          writing={{ as: 'thread', subject }}
          focused={addressed === `thread.${subject.id}`}
        />
      )}
    </>
  )
}
