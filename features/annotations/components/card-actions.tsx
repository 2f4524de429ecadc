import type { ReactNode } from 'react'
import { type Html, html } from '@/components/ui/html'
import { shortId } from '@/lib/ids'
import type { CardRow, CardsShared } from './card-rows'

/** The form that is open in a card, as the address names it. */
export type OpenForm = 'edit' | 'answer' | 'fill' | 'assign' | 'attach'

/** The form that the buttons of all cards belong to; there is one per page. */
export const tendForm = 'annotation-tend'

/** The form of the buttons that promote, where the page has one. */
export const promoteForm = 'annotation-promote'

/** Stands in `CardsShared.forms` where the short id of the card goes. */
export const itsId = '_id_'

/** The same page with a form of an annotation in its address, so that opening it needs no script. */
function formAt(form: OpenForm, id: string, here: string): string {
  const page = here.replace(itsId, id)
  return `${page}${page.includes('?') ? '&' : '?'}${form}=${id}#annotation-${id}`
}

type FormLinkProps = {
  form: OpenForm
  it: CardRow
  here: string
  className?: string
  children: ReactNode
}

/** Opens a form in the card. */
export function FormLink({ form, it, here, className, children }: FormLinkProps) {
  return (
    <a
      data-nav="plain"
      data-scroll="keep"
      data-act={form}
      href={formAt(form, shortId(it.id), here)}
      className={className}
    >
      {children}
    </a>
  )
}

type Look = { look?: string; shortcut?: string }

/** The same in markup, of the short id; `shortcut` presses it while the card has the focus. */
export function formLink(
  form: OpenForm,
  id: string,
  here: string,
  words: string,
  { look, shortcut }: Look = {},
): Html {
  return html`<a data-nav="plain" data-scroll="keep" data-act="${form}"
    href="${formAt(form, id, here)}"${look && html` class="${look}"`}${
      shortcut && html` aria-keyshortcuts="${shortcut}"`
    }>${words}</a>`
}

/** The way to what an annotation said before. */
export function historyLink(id: string, { here, words }: CardsShared): Html {
  const [talk] = here.split('?')
  return html`<a class="note-facts note-past" href="${talk}/history/${id}">${words.edited}</a>`
}

/** Tells that an annotation stands in the summary too, and leads there. */
export function summaryLink(id: string, { summary, words }: CardsShared): Html {
  return html`<a data-nav="plain" class="note-facts note-past"
    href="${summary}#annotation-${id}">${words.inSummary}</a>`
}

/** A button of the form that all cards share: what it does to which. */
export function press(act: string, words: string, look?: string): Html {
  return html`<button type="submit" form="${tendForm}" name="act" value="${act}"${
    look && html` class="${look}"`
  }>${words}</button>`
}

/** What the reader may do with one annotation: links that open a form, and buttons. */
export function cardActions(it: CardRow, id: string, shared: CardsShared): Html | null {
  const { words, forms } = shared
  const may = (right: NonNullable<CardRow['can']>[number]) => it.can?.includes(right) ?? false
  if (!may('edit') && !may('close') && !may('promote')) return null
  const reopens = may('close') && it.closed && it.kind !== 'follow_up' && !it.photos
  return html`<span class="note-actions">
    ${may('answer') && formLink('answer', id, forms, it.answer ? words.changeAnswer : words.answer)}
    ${may('assign') && !may('edit') && !it.closed && formLink('assign', id, forms, words.assign)}
    ${it.kind === 'question' && may('close') && !it.closed && press(`close:${it.id}`, words.close)}
    ${
      it.photos &&
      it.kind === 'photo' &&
      may('attach') &&
      formLink('attach', id, forms, words.addPhoto)
    }
    ${reopens && press(`reopen:${it.id}`, words.reopen)}
    ${
      may('audience') &&
      html`<button type="button" data-act="audience" data-scripted="" aria-haspopup="true"
        title="${words.audience}">${words.audience}</button>`
    }
    ${
      may('promote') &&
      !it.promoted &&
      html`<button type="submit" form="${promoteForm}" name="act" value="promote:${it.id}"
        data-act="promote" title="${words.promote}" aria-keyshortcuts="p">${words.promote}</button>`
    }
    ${may('edit') && formLink('edit', id, forms, words.edit, { shortcut: 'e' })}</span>`
}

/** The box of a follow-up: ticked when it is done. */
export function tick(it: CardRow, words: CardsShared['words']): Html {
  const look = it.closed ? 'note-tick note-ticked' : 'note-tick'
  if (!it.can?.includes('close')) return html`<span class="${look}"></span>`
  const label = it.closed ? words.markOpen : words.markDone
  return html`<button type="submit" form="${tendForm}" name="act"
    value="${it.closed ? 'reopen' : 'close'}:${it.id}" class="${look}" aria-label="${label}"
    title="${label}"></button>`
}
