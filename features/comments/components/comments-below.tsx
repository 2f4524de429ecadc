'use client'

import { useState } from 'react'
import { Drawn } from '@/components/ui/drawn'
import { html } from '@/components/ui/html'
import { shortId } from '@/lib/ids'
import { useComments } from './comment-context'
import { CommentForm } from './comment-form'
import { formLink, pressesOn, reactButton } from './presses'
import type { ReactionRow } from './reaction-rows'
import { Reactions } from './reactions'
import { ThreadList } from './thread-list'
import type { ThreadRow } from './thread-rows'
import { useForms } from './use-forms'

/** What is said of one of many things on a page. */
export type Said = {
  /** "3 comments"; absent where there are none */
  count?: string
  /** The threads, where they are unfolded; otherwise the page does not hold them */
  rows?: ThreadRow[]
  signs?: ReactionRow[]
  resolved?: string
  /** The form that the address opens */
  addressed?: string
}

type CommentsBelowProps = {
  /** What the comments hang on */
  on: 'annotation' | 'entry'
  id: string
  said: Said | undefined
}

const nothing: Said = {}

/**
 * What is said of an annotation, below its card: the way to it, or the threads and their forms. A page
 * has forty, of which few are more than one piece of markup.
 */
export function CommentsBelow({ on, id, said = nothing }: CommentsBelowProps) {
  const { count, rows, signs, resolved, addressed } = said
  const { mayComment, texts, href, stirring } = useComments()
  const forms = useForms(id, addressed ?? null)
  // Once something was on its way here, what has become of it is shown by what has shown it
  const stirs = stirring.includes(id)
  const [stirred, setStirred] = useState(stirs)
  if (stirs && !stirred) setStirred(true)
  const subject = { type: on, id }
  const signable = on === 'annotation' ? { type: on, id } : null
  const at = shortId(id)
  const form = `thread.${id}`
  const writing = mayComment && forms.isOpen(form)
  const list = (rows || stirred) && (
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
  const signed = signable && (signs || stirred)
  const begun = forms.begun.some((name) => name !== form)
  const folded =
    count !== undefined &&
    !rows &&
    html`<a data-nav="prefetch" data-scroll="keep" class="quiet-link"
      href="${href({ thread: at })}">${count}${begun && ` · ${texts.yourDraft}`}</a>`
  return (
    <>
      {signable && signed && <Reactions on={signable} rows={signs} />}
      {rows && count && (
        <details className="comments-on" open>
          <summary className="quiet-link">{count}</summary>
          {list}
        </details>
      )}
      {!count && list}
      <Drawn
        onClick={pressesOn(signable, forms)}
        html={html`${mayComment && signable && !signed && reactButton(texts)}${folded}${
          mayComment &&
          !writing &&
          formLink(form, href({ comment: at }), texts.comment, { look: 'comment-start', keys: 'c' })
        }`}
      />
      {count && !rows && list}
      {writing && (
        <CommentForm
          writing={{ as: 'thread', subject }}
          back={href({})}
          onClose={close}
          focused={forms.isFocused(form)}
        />
      )}
    </>
  )
}
