import { getTranslations } from 'next-intl/server'
import { facts, type Html, html, sanitised } from '@/components/ui/html'
import { paths } from '@/lib/paths'
import { showMoment } from '../moment'
import type { PublicNote } from '../public'

/** The public annotations of a session as a stranger reads them. `token` is that of the share. */
export async function publicNotes(notes: PublicNote[], token: string): Promise<Html> {
  const t = await getTranslations('annotations')
  const items = notes.map((note) => {
    const { kind, photos } = note
    const otherwise = photos ? '' : t(kind === 'gap' ? 'missed' : 'noPhoto')
    return html`<li>
<p class="facts"><span class="badge">${t(`kinds.${kind}`)}</span>${facts([
      showMoment(note.fromMs, note.toMs),
      note.slide !== null && t('onSlide', { slide: note.slide }),
      note.speaker,
      note.author && t('publicBy', { name: note.author }),
    ])}</p>
${note.quote && html`<blockquote class="quote">${note.quote}</blockquote>`}
${photos && html`<div class="photos">${photos.map((photo) => picture(photo, token, t('kinds.photo')))}</div>`}
${note.html === '' ? otherwise && html`<p class="facts">${otherwise}</p>` : html`<div class="prose${kind === 'quote' && ' quote'}">${sanitised(note.html)}</div>`}
${note.answer && html`<div class="prose">${sanitised(note.answer)}</div>`}
</li>`
  })
  return html`<ol class="notes">${items}</ol>`
}

type Photo = NonNullable<PublicNote['photos']>[number]

function picture({ id, width, height }: Photo, token: string, alt: string): Html {
  const [large, small] = [
    paths.sharedPhoto(token, id, 'large'),
    paths.sharedPhoto(token, id, 'small'),
  ]
  return html`<a href="${large}"><img src="${small}" alt="${alt}" width="${width}" height="${height}" loading="lazy"></a>`
}
