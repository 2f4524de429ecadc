'use client'

import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import { useComments } from './comment-context'
import { CommentForm } from './comment-form'
import type { ReactionRow } from './reaction-rows'
import { Reactions } from './reactions'
import { FormLink } from './thread'
import { ThreadList } from './thread-list'
import type { ThreadRow } from './thread-rows'
import { useForms } from './use-forms'
import { useOpenings } from './use-openings'

type CommentsBelowProps = {
  /** What the comments hang on */
  on: 'annotation' | 'entry'
  id: string
  /** "3 comments"; absent where there are none */
  count?: string
  /** The threads, where they are unfolded; otherwise the page does not hold them */
  rows?: ThreadRow[]
  signs?: ReactionRow[] | undefined
  resolved?: string
  /** The form that the address opens */
  addressed?: string
}

/** What is said of one of many things on a page: the way to it, or the threads and their forms. */
export function CommentsBelow(props: CommentsBelowProps) {
  const { on, id, count, rows, signs, resolved, addressed } = props
  const { mayComment, texts } = useComments()
  const href = useOpenings()
  const forms = useForms(id, addressed ?? null)
  const subject = { type: on, id }
  const at = shortId(id)
  const form = `thread.${id}`
  const writing = mayComment && forms.isOpen(form)
  const list = (
    <ThreadList
      {...{ subject, forms, rows: rows ?? [] }}
      {...(resolved && { resolved })}
      {...(!rows && { unfold: href({ thread: at }) })}
    />
  )
  function close() {
    forms.close(form)
    // The form takes the focus away with it
    requestAnimationFrame(() =>
      document
        .getElementById(on === 'annotation' ? `annotation-${at}` : at)
        ?.querySelector<HTMLElement>('.comment-start')
        ?.focus(),
    )
  }
  return (
    <>
      {on === 'annotation' && <Reactions on={{ type: on, id }} rows={signs} />}
      {rows && count ? (
        <details className="comments-on" open>
          <summary className="quiet-link">{count}</summary>
          {list}
        </details>
      ) : (
        <>
          {count && (
            <PendingLink className="quiet-link" href={href({ thread: at })} keepScroll>
              {count}
              {forms.begun.some((begun) => begun !== form) && ` · ${texts.yourDraft}`}
            </PendingLink>
          )}
          {list}
        </>
      )}
      {writing ? (
        <CommentForm
          writing={{ as: 'thread', subject }}
          back={href({})}
          onClose={close}
          focused={forms.isFocused(form)}
        />
      ) : (
        mayComment && (
          <FormLink
            className="comment-start"
            keys="c"
            form={form}
            forms={forms}
            href={href({ comment: at })}
          >
            {texts.comment}
          </FormLink>
        )
      )}
    </>
  )
}
