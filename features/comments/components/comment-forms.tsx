import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Draft } from '@/components/ui/draft'
import { TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { newId, shortId } from '@/lib/ids'
import {
  deleteCommentAction,
  editCommentAction,
  replyAction,
  restoreCommentAction,
  startThreadAction,
} from '../actions'
import type { CommentView, ThreadView } from '../queries'
import { type CommentSubject, longestComment } from '../schema'
import type { CommentPlace } from './comment-place'

/** Opens a discussion on something. The id is chosen here: sent twice, it is one comment. */
export async function NewThread(props: {
  subject: CommentSubject
  place: CommentPlace
  /** Whether the form was opened on purpose and should take the focus. */
  focused?: boolean
}) {
  const { subject, place, focused = false } = props
  const t = await getTranslations('comments')
  return (
    <ActionForm
      action={startThreadAction.bind(null, place.team)}
      className="form comment-form"
      clearOnSuccess
    >
      <input type="hidden" name="id" value={newId()} />
      <input type="hidden" name="subjectType" value={subject.type} />
      <input type="hidden" name="subjectId" value={subject.id} />
      <Body label={t('newLabel')} placeholder={t('newPlaceholder')} focused={focused} />
      <Draft name={`${place.userId}.comment.${subject.id}`} />
      <div className="actions">
        <SubmitButton variant="secondary">{t('send')}</SubmitButton>
        {focused && <Cancel place={place} />}
      </div>
    </ActionForm>
  )
}

export async function Reply({ thread, place }: { thread: ThreadView; place: CommentPlace }) {
  const t = await getTranslations('comments')
  return (
    <ActionForm
      action={replyAction.bind(null, place.team)}
      className="form comment-form"
      clearOnSuccess
    >
      <input type="hidden" name="id" value={newId()} />
      <input type="hidden" name="threadId" value={thread.id} />
      <Body label={t('replyLabel')} placeholder={t('replyPlaceholder')} focused />
      <Draft name={`${place.userId}.reply.${thread.id}`} />
      <div className="actions">
        <SubmitButton variant="secondary">{t('reply')}</SubmitButton>
        <Cancel place={place} />
      </div>
    </ActionForm>
  )
}

export async function EditComment({
  comment,
  place,
}: {
  comment: CommentView
  place: CommentPlace
}) {
  const t = await getTranslations('comments')
  const undo = {
    label: t('undo'),
    action: restoreCommentAction.bind(null, place.team),
    fields: { id: comment.id },
  }
  // A form cannot stand in another; its button can, and names it
  const deletion = `delete-${shortId(comment.id)}`
  return (
    <div className="comment-form" id={`comment-${shortId(comment.id)}`}>
      <ActionForm action={editCommentAction.bind(null, place.team)}>
        <input type="hidden" name="id" value={comment.id} />
        <input type="hidden" name="revision" value={comment.revision} />
        <Body label={t('editLabel')} focused defaultValue={comment.source} />
        <div className="actions">
          <SubmitButton variant="secondary">{t('save')}</SubmitButton>
          <Cancel place={place} />
          <SubmitButton variant="danger" form={deletion} className="ml-auto">
            {t('delete')}
          </SubmitButton>
        </div>
      </ActionForm>
      <ActionForm
        id={deletion}
        action={deleteCommentAction.bind(null, place.team)}
        className="contents"
        toast
        undo={undo}
      >
        <input type="hidden" name="id" value={comment.id} />
      </ActionForm>
    </div>
  )
}

function Body(props: {
  label: string
  placeholder?: string
  focused: boolean
  defaultValue?: string
}) {
  const { label, placeholder, focused, defaultValue } = props
  return (
    <TextArea
      name="body"
      label={label}
      hideLabel
      rows={focused ? 3 : 2}
      maxLength={longestComment}
      autoFocus={focused}
      {...(placeholder ? { placeholder } : {})}
      {...(defaultValue === undefined ? {} : { defaultValue })}
    />
  )
}

async function Cancel({ place }: { place: CommentPlace }) {
  const t = await getTranslations('comments')
  return (
    <LinkButton variant="quiet" href={place.href({})} keepScroll>
      {t('cancel')}
    </LinkButton>
  )
}
