import { type Html, html } from '@/components/ui/html'
import { shortId } from '@/lib/ids'
import type { CardRow, CardsShared } from './card-rows'
import type { PassageRow } from './passage-rows'

/** The words that an annotation is about, and the way to where they stand. */
export function passageLink(passage: PassageRow, it: CardRow, { here, words }: CardsShared): Html {
  const { quote, target, lost, former } = passage
  if (lost) {
    return html`<p class="note-passage">“${quote}” <small>${words.onChangedText}${
      former && html` · <a class="text-link" href="${former}">${words.formerText}</a>`
    }</small></p>`
  }
  const opened = new URLSearchParams(here.split('?')[1])
  opened.set('view', 'transcript')
  opened.set('passage', shortId(it.id))
  const href = target === 'transcript' ? `?${opened}#transcript` : `#${target}`
  return html`<p class="note-passage"><a href="${href}" data-passage="${it.id}">“${quote}”</a></p>`
}
