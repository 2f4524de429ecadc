import type { Outgoing } from '@/components/outbox/device-store'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import type { CommentSubject } from '../schema'
import { useComments } from './comment-context'
import { formOf, type Writing } from './comment-drafts'
import { CommentForm } from './comment-form'
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
  const { names, texts } = useComments()
  if (comment.gone) return <p className="comment comment-gone">{texts.placeholder}</p>
  const at = shortId(comment.id)
  const name = names[comment.by] ?? ''
  return (
    <article
      className={comment.isNew ? 'comment comment-new' : 'comment'}
      id={`comment-${at}`}
      aria-label={texts.by.replace('{name}', () => name)}
    >
      <Avatar person={{ id: comment.by, name }} />
      <p className="comment-head">
        <strong>{name}</strong>{' '}
        <a href={`${page}#comment-${at}`} className="quiet-link">
          <time dateTime={comment.at}>{comment.when}</time>
        </a>
        {comment.isNew && <b className="comment-mark">{texts.isNew}</b>}
        {comment.edited && ` · ${texts.edited}`}
        {isOwn(comment) && (
          <FormLink form={`edit.${comment.id}`} forms={forms} href={href({ 'edit-comment': at })}>
            {texts.edit}
          </FormLink>
        )}
      </p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: comment.html }} />
      <Reactions on={{ type: 'comment', id: comment.id }} rows={comment.signs} />
    </article>
  )
}

type FormLinkProps = {
  form: string
  forms: Forms
  href: string
  className?: string
  /** The key that does the same */
  keys?: string
  children: string
}

/** Opens a form: here with script, else by the address. */
export function FormLink({ form, forms, href, className = '', keys, children }: FormLinkProps) {
  return (
    <PendingLink
      className={`quiet-link ${className}`.trim()}
      href={href}
      keepScroll
      prefetch={false}
      aria-keyshortcuts={keys}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        forms.open(form)
      }}
    >
      {children}
    </PendingLink>
  )
}

function ThreadFoot({ row, forms, href }: Pick<ThreadProps, 'row' | 'forms' | 'href'>) {
  const { texts } = useComments()
  const resolved = row.resolved !== undefined
  return (
    <div className="thread-foot">
      {row.can?.includes('reply') && (
        <FormLink form={`reply.${row.id}`} forms={forms} href={href({ reply: shortId(row.id) })}>
          {texts.reply}
        </FormLink>
      )}
      {row.can?.includes('resolve') && (
        <Button
          type="submit"
          form={tendForm}
          name="act"
          value={`${resolved ? 'reopen' : 'resolve'}:${row.id}`}
          variant="quiet"
          className="quiet-button"
        >
          {resolved ? texts.reopen : texts.resolve}
        </Button>
      )}
      {row.resolved && <span>{row.resolved}</span>}
    </div>
  )
}
