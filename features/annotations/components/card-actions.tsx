import type { ReactNode } from 'react'
import { shortId } from '@/lib/ids'
import { AudienceMenu } from './audience-menu'
import type { CardRow, CardsShared } from './card-rows'

/** The form that is open in a card, as the address names it. */
export type OpenForm = 'edit' | 'answer' | 'fill' | 'assign' | 'attach'

/** The form that the buttons of all cards belong to; there is one per page. */
export const tendForm = 'annotation-tend'

type FormLinkProps = {
  form: OpenForm
  it: CardRow
  here: string
  className?: string
  /** Presses it while the card has the focus */
  shortcut?: string
  children: ReactNode
}

/** The form of the buttons that promote, where the page has one. */
export const promoteForm = 'annotation-promote'

/** Stands in `CardsShared.forms` where the short id of the card goes. */
export const itsId = '_id_'

/** Opens a form in the card: the same page with the form in its address, so that it needs no script. */
export function FormLink({ form, it, here, className, shortcut, children }: FormLinkProps) {
  const id = shortId(it.id)
  const page = here.replace(itsId, id)
  const href = `${page}${page.includes('?') ? '&' : '?'}${form}=${id}#annotation-${id}`
  return (
    <a
      data-nav="plain"
      data-scroll="keep"
      data-act={form}
      href={href}
      className={className}
      aria-keyshortcuts={shortcut}
    >
      {children}
    </a>
  )
}

/** The way to what an annotation said before. */
export function HistoryLink({ it, shared }: { it: CardRow; shared: CardsShared }) {
  const [talk] = shared.here.split('?')
  return (
    <a className="note-facts note-past" href={`${talk}/history/${shortId(it.id)}`}>
      {shared.words.edited}
    </a>
  )
}

/** Tells that an annotation stands in the summary too, and leads there. */
export function SummaryLink({ it, shared }: { it: CardRow; shared: CardsShared }) {
  return (
    <a
      data-nav="plain"
      className="note-facts note-past"
      href={`${shared.summary}#annotation-${shortId(it.id)}`}
    >
      {shared.words.inSummary}
    </a>
  )
}

/** What the reader may do with one annotation: links that open a form, and buttons. */
export function CardActions({ it, shared }: { it: CardRow; shared: CardsShared }) {
  const { words, forms: here } = shared
  const may = (right: NonNullable<CardRow['can']>[number]) => it.can?.includes(right) ?? false
  if (!may('edit') && !may('close') && !may('promote')) return null
  return (
    <span className="note-actions">
      {may('answer') && (
        <FormLink form="answer" it={it} here={here}>
          {it.answer ? words.changeAnswer : words.answer}
        </FormLink>
      )}
      {may('assign') && !may('edit') && !it.closed && (
        <FormLink form="assign" it={it} here={here}>
          {words.assign}
        </FormLink>
      )}
      {it.kind === 'question' && may('close') && !it.closed && (
        <button type="submit" form={tendForm} name="act" value={`close:${it.id}`}>
          {words.close}
        </button>
      )}
      {it.photos && it.kind === 'photo' && may('attach') && (
        <FormLink form="attach" it={it} here={here}>
          {words.addPhoto}
        </FormLink>
      )}
      {may('close') && it.closed && it.kind !== 'follow_up' && !it.photos && (
        <button type="submit" form={tendForm} name="act" value={`reopen:${it.id}`}>
          {words.reopen}
        </button>
      )}
      {may('audience') && <AudienceMenu it={it} shared={shared} />}
      {may('promote') && !it.promoted && (
        <button
          type="submit"
          form={promoteForm}
          name="act"
          value={`promote:${it.id}`}
          data-act="promote"
          title={words.promote}
          aria-keyshortcuts="p"
        >
          {words.promote}
        </button>
      )}
      {may('edit') && (
        <FormLink form="edit" it={it} here={here} shortcut="e">
          {words.edit}
        </FormLink>
      )}
    </span>
  )
}

/** The box of a follow-up: ticked when it is done. */
export function Tick({ it, words }: { it: CardRow; words: CardsShared['words'] }) {
  const look = it.closed ? 'note-tick note-ticked' : 'note-tick'
  if (!it.can?.includes('close')) return <span className={look} />
  const label = it.closed ? words.markOpen : words.markDone
  return (
    <button
      type="submit"
      form={tendForm}
      name="act"
      value={`${it.closed ? 'reopen' : 'close'}:${it.id}`}
      className={look}
      aria-label={label}
      title={label}
    />
  )
}
