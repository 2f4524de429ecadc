import type { AnnotationCard } from '../queries'
import type { CardContext, CardTexts } from './card-context'

/** The form that the buttons of all cards belong to; there is one per page. */
export const tendForm = 'annotation-tend'

/** What the reader may do with one annotation: links that open a form, and buttons. */
export function CardActions({ it, context }: { it: AnnotationCard; context: CardContext }) {
  const { texts, href } = context
  const { can, kind } = it
  const open = it.closedAt === null
  const link = { 'data-nav': 'plain', 'data-scroll': 'keep' }
  const ticked = kind === 'follow_up'
  if (!can.edit && !can.close) return null
  return (
    <span className="note-actions">
      {can.answer && (
        <a {...link} href={href('answer', it.id)}>
          {it.answerHtml === null ? texts.answer : texts.changeAnswer}
        </a>
      )}
      {can.assign && !can.edit && open && (
        <a {...link} href={href('assign', it.id)}>
          {texts.assign}
        </a>
      )}
      {kind === 'question' && can.close && open && (
        <button type="submit" form={tendForm} name="act" value={`close:${it.id}`}>
          {texts.close}
        </button>
      )}
      {can.close && !open && !ticked && (
        <button type="submit" form={tendForm} name="act" value={`reopen:${it.id}`}>
          {texts.reopen}
        </button>
      )}
      {can.edit && (
        <a {...link} href={href('edit', it.id)}>
          {texts.edit}
        </a>
      )}
    </span>
  )
}

/** The box of a follow-up: ticked when it is done. */
export function Tick({ it, texts }: { it: AnnotationCard; texts: CardTexts }) {
  const done = it.closedAt !== null
  if (!it.can.close) return <span className={done ? 'note-tick note-ticked' : 'note-tick'} />
  return (
    <button
      type="submit"
      form={tendForm}
      name="act"
      value={`${done ? 'reopen' : 'close'}:${it.id}`}
      className={done ? 'note-tick note-ticked' : 'note-tick'}
      aria-label={done ? texts.markOpen : texts.markDone}
      title={done ? texts.markOpen : texts.markDone}
    />
  )
}
