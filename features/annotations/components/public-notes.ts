import { getTranslations } from 'next-intl/server'
import { facts, type Html, html, sanitised } from '@/components/ui/html'
import { showMoment } from '../moment'
import type { PublicNote } from '../public'

/** Where a picture is, by its short id. */
export type PhotoAt = (id: string, size: 'large' | 'small') => string

/** Annotations of a session as they are handed on: to strangers, or in a recap. */
export async function publicNotes(notes: PublicNote[], photoAt: PhotoAt): Promise<Html> {
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
${photos && html`<div class="photos">${photos.map((photo) => picture(photo, photoAt, t('kinds.photo')))}</div>`}
${note.html === '' ? otherwise && html`<p class="facts">${otherwise}</p>` : kind === 'quote' ? html`<blockquote class="prose quote">${sanitised(note.html)}</blockquote>` : html`<div class="prose">${sanitised(note.html)}</div>`}
${note.answer && html`<div class="prose">${sanitised(note.answer)}</div>`}
</li>`
  })
  return html`<ol class="public-notes">${items}</ol>`
}

type Photo = NonNullable<PublicNote['photos']>[number]

function picture({ id, width, height }: Photo, photoAt: PhotoAt, alt: string): Html {
  const [large, small] = [photoAt(id, 'large'), photoAt(id, 'small')]
  return html`<a href="${large}"><img src="${small}" alt="${alt}" width="${width}" height="${height}" loading="lazy"></a>`
}
