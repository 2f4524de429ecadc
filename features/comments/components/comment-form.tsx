'use client'

import { useRef, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { shortId } from '@/lib/ids'
import {
  deleteCommentAction,
  editCommentAction,
  replyAction,
  restoreCommentAction,
  startThreadAction,
} from '../actions'
import { longestComment } from '../signs'
import { useComments } from './comment-context'
import type { Writing } from './comment-drafts'
import { StaleComment } from './stale-comment'
import { useCommentWriting } from './use-comment-writing'

type CommentFormProps = {
  writing: Writing
  /** The page without the form; absent where the form is always there */
  back?: string
  onClose?: () => void
  /** Opened on purpose, it takes the focus */
  focused?: boolean
}

const actions = { thread: startThreadAction, reply: replyAction, edit: editCommentAction }

/**
 * Where a comment is written: the first of a thread, an answer, other words for one's own. A plain
 * form; with script what is typed is kept on this device and sent by the outbox.
 */
export function CommentForm({ writing, back, onClose, focused = false }: CommentFormProps) {
  const { team, newId, texts } = useComments()
  const mark = useRef<HTMLInputElement>(null)
  const { kept, seen, wrong, cancel } = useCommentWriting(mark, writing, onClose)
  const { as } = writing
  const stored = as === 'edit' ? writing.comment.source : ''
  const label = { thread: texts.newLabel, reply: texts.replyLabel, edit: texts.editLabel }[as]
  const placeholder = { thread: texts.newPlaceholder, reply: texts.replyPlaceholder, edit: '' }[as]
  const done = { thread: texts.send, reply: texts.reply, edit: texts.save }[as]
  const deletion = as === 'edit' ? `delete-${shortId(writing.comment.id)}` : ''
  const form = (
    <ActionForm action={actions[as].bind(null, team)} className="form comment-form" clearOnSuccess>
      <input
        ref={mark}
        type="hidden"
        name="id"
        value={as === 'edit' ? writing.comment.id : newId}
      />
      {as === 'thread' && (
        <>
          <input type="hidden" name="subjectType" value={writing.subject.type} />
          <input type="hidden" name="subjectId" value={writing.subject.id} />
        </>
      )}
      {as === 'reply' && <input type="hidden" name="threadId" value={writing.threadId} />}
      <TextArea
        name="body"
        data-completes
        label={label}
        hideLabel
        rows={back ? 3 : 2}
        maxLength={longestComment}
        autoFocus={focused}
        placeholder={placeholder}
        defaultValue={stored}
        {...(wrong && { error: wrong })}
      />
      {as === 'edit' && <StaleComment seen={seen} comment={writing.comment} mark={mark} />}
      <div className="actions">
        <SubmitButton variant="secondary">{done}</SubmitButton>
        {back !== undefined && (
          <LinkButton
            variant="quiet"
            href={back}
            keepScroll
            onClick={(event) => {
              if (!onClose || event.ctrlKey || event.metaKey || event.shiftKey) return
              event.preventDefault()
              cancel()
            }}
          >
            {texts.cancel}
          </LinkButton>
        )}
        <span className="comment-state" role="status">
          {kept === null ? '' : kept ? texts.keptHere : texts.notKeptHere}
        </span>
        {deletion && (
          <SubmitButton variant="danger" form={deletion} className="ml-auto">
            {texts.delete}
          </SubmitButton>
        )}
      </div>
    </ActionForm>
  )
  if (as !== 'edit') return form
  return (
    <div id={`comment-${shortId(writing.comment.id)}`}>
      {form}
      <Deletion id={deletion} comment={writing.comment.id} />
    </div>
  )
}

/** A form cannot stand in another; its button can, and names it. */
function Deletion({ id, comment }: { id: string; comment: string }) {
  const { team, texts } = useComments()
  const [undo] = useState(() => ({
    label: texts.undo,
    action: restoreCommentAction.bind(null, team),
    fields: { id: comment },
  }))
  return (
    <ActionForm
      id={id}
      action={deleteCommentAction.bind(null, team)}
      className="contents"
      toast
      undo={undo}
    >
      <input type="hidden" name="id" value={comment} />
    </ActionForm>
  )
}
