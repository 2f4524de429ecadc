import type { Outgoing } from '@/components/outbox/device-store'
import { avatarMark } from '@/components/ui/avatar'
import { Drawn } from '@/components/ui/drawn'
import { html, sanitised } from '@/components/ui/html'
import { shortId } from '@/lib/ids'
import type { CommentSubject } from '../schema'
import { useComments } from './comment-context'
import { formOf, type Writing } from './comment-drafts'
import { CommentForm } from './comment-form'
import { formLink, pressesOn, reactButton } from './presses'
import { Reactions } from './reactions'
import { tendForm } from './tend-form'
import type { CommentRow, ThreadRow } from './thread-rows'
import type { Forms } from './use-forms'
import { WaitingComment } from './waiting-comment'

type ThreadProps = {
  row: ThreadRow
  subject: CommentSubject
  /** What is on its way to this and other threads */
  waiting: Outgoing[]
  forms: Forms
  href: (opening: Record<string, string>) => string
}

export function Thread({ row, subject, waiting, forms, href }: ThreadProps) {
  // What hangs on an annotation is served when the address asks for that one
  const page = subject.type === 'annotation' ? href({ at: shortId(subject.id) }) : ''
  const anchor = `thread-${shortId(row.id)}`
  const form = (writing: Writing) => {
    const name = formOf(writing)
    if (!forms.isOpen(name)) return null
    const onClose = () => {
      forms.close(name)
      // The form takes the focus away with it
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`#${anchor} > .thread-foot > :first-child`)?.focus(),
      )
    }
    const back = href({})
    return (
      <CommentForm key={name} {...{ writing, back, onClose }} focused={forms.isFocused(name)} />
    )
  }
  return (
    <div className="thread" id={anchor}>
      {row.comments.map((comment) => {
        const change = waiting.find(({ of }) => of?.id === comment.id)
        if (change) return <WaitingComment key={comment.id} it={change} onChange={forms.open} />
        const edit = isOwn(comment) && form({ as: 'edit', subject, comment })
        return edit || <Comment key={comment.id} {...{ comment, forms, href, page }} />
      })}
      {waiting
        .filter(({ of, fields }) => !of && fields.threadId === row.id)
        .map((it) => (
          <WaitingComment key={it.id} it={it} onChange={forms.open} />
        ))}
      {(row.can?.includes('reply') && form({ as: 'reply', subject, threadId: row.id })) || (
        <ThreadFoot row={row} forms={forms} href={href} />
      )}
    </div>
  )
}

type Own = CommentRow & { source: string; revision: number }

const isOwn = (comment: CommentRow): comment is Own => comment.source !== undefined

type CommentProps = Pick<ThreadProps, 'forms' | 'href'> & { comment: CommentRow; page: string }

function Comment({ comment, forms, href, page }: CommentProps) {
  const { names, texts, mayComment, stirring } = useComments()
  if (comment.gone) return <p className="comment comment-gone">{texts.placeholder}</p>
  const { id, signs } = comment
  const at = shortId(id)
  const name = names[comment.by] ?? ''
  const on = { type: 'comment', id } as const
  const signed = signs !== undefined || stirring.includes(id)
  return (
    <article
      className={comment.isNew ? 'comment comment-new' : 'comment'}
      id={`comment-${at}`}
      aria-label={texts.by.replace('{name}', () => name)}
    >
      <Drawn
        onClick={pressesOn(on, forms)}
        html={html`${avatarMark({ id: comment.by, name })}
          <p class="comment-head"><strong>${name}</strong> <a href="${page}#comment-${at}"
            class="quiet-link"><time datetime="${comment.at}">${comment.when}</time></a>
            ${comment.isNew && html`<b class="comment-mark">${texts.isNew}</b>`}
            ${comment.edited && `· ${texts.edited}`}
            ${isOwn(comment) && formLink(`edit.${id}`, href({ 'edit-comment': at }), texts.edit)}</p>
          <div class="prose">${sanitised(comment.html)}</div>
          ${mayComment && !signed && reactButton(texts)}`}
      />
      {signed && <Reactions on={on} rows={signs} />}
    </article>
  )
}

function ThreadFoot({ row, forms, href }: Pick<ThreadProps, 'row' | 'forms' | 'href'>) {
  const { texts } = useComments()
  const resolved = row.resolved !== undefined
  return (
    <Drawn
      className="thread-foot"
      onClick={pressesOn(null, forms)}
      html={html`${
        row.can?.includes('reply') &&
        formLink(`reply.${row.id}`, href({ reply: shortId(row.id) }), texts.reply)
      }${
        row.can?.includes('resolve') &&
        html`<button type="submit" form="${tendForm}" name="act"
          value="${resolved ? 'reopen' : 'resolve'}:${row.id}"
          class="button button-quiet quiet-button">${resolved ? texts.reopen : texts.resolve}</button>`
      }${row.resolved && html`<span>${row.resolved}</span>`}`}
    />
  )
}
