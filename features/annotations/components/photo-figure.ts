import { type Html, html } from '@/components/ui/html'
import { shortId } from '@/lib/ids'
import { press, tendForm } from './card-actions'
import type { CardRow, CardsShared, PhotoRow } from './card-rows'

/** The highest a picture is shown in a card, in CSS pixels: alone, and among others. */
const heights = { alone: 240, among: 128 }

/** The pictures of an annotation. Their sizes are given, so that nothing moves when they arrive. */
export function photos(all: PhotoRow[], it: CardRow, shared: CardsShared): Html {
  const highest = all.filter(({ gone }) => !gone).length > 1 ? heights.among : heights.alone
  const shown = all.map((photo) =>
    photo.gone ? gone(photo, shared) : picture(photo, it, shared, highest),
  )
  return html`<div class="note-photos">${shown}</div>`
}

function picture(photo: PhotoRow, it: CardRow, shared: CardsShared, highest: number): Html {
  const { words, names, photosAt } = shared
  const name = names[photo.by ?? it.by] ?? words.someone
  const scale = Math.min(1, highest / photo.h)
  const at = `${photosAt}${shortId(photo.id)}`
  const alt = words.photoBy.replace('{name}', () => name)
  return html`<figure class="note-photo"><a href="${at}/large.webp" data-photo="${it.id}"
      ><img src="${at}/small.webp" alt="${alt}" width="${Math.round(photo.w * scale)}"
        height="${Math.round(photo.h * scale)}" loading="lazy" decoding="async"></a>
    ${
      photo.own &&
      html`<button type="submit" form="${tendForm}" name="act" value="delete-photo:${photo.id}"
        class="note-photo-remove" aria-label="${words.removePhoto}"
        title="${words.removePhoto}">×</button>`
    }
    ${photo.by && html`<figcaption>${alt}</figcaption>`}</figure>`
}

function gone(photo: PhotoRow, { words }: CardsShared): Html {
  return html`<p class="notice note-photo-gone" role="status">${words.photoGone}
    ${press(`restore-photo:${photo.id}`, words.undo, 'button button-secondary')}</p>`
}
