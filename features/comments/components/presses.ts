import type { MouseEvent } from 'react'
import { type Html, html } from '@/components/ui/html'
import type { Reactable } from '../signs'
import type { CommentTexts } from './comment-words'
import { pickFor } from './reaction-store'
import type { Forms } from './use-forms'

type Look = { look?: string; keys?: string }

/** Opens a form: here with script, else by the address. `keys` is the key that does the same. */
export function formLink(
  form: string,
  href: string,
  words: string,
  { look, keys }: Look = {},
): Html {
  return html`<a data-nav="plain" data-scroll="keep" data-form="${form}"
    class="quiet-link${look && ` ${look}`}" href="${href}"${
      keys && html` aria-keyshortcuts="${keys}"`
    }>${words}</a>`
}

/** Offers the signs to choose from; what it does needs script. */
export function reactButton({ react }: CommentTexts): Html {
  return html`<button type="button" class="reaction-add" data-scripted="" aria-label="${react}"
    title="${react}" aria-haspopup="true"></button>`
}

/** What a click on one of the two does, heard by what stands around them. */
export function pressesOn(on: Reactable | null, forms: Forms) {
  return (event: MouseEvent) => {
    const target = event.target as Element
    const at = target.closest<HTMLElement>('.reaction-add')
    if (at && on) return pickFor({ on, at })
    const form = target.closest<HTMLElement>('[data-form]')?.dataset.form
    if (!form || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    forms.open(form)
  }
}
