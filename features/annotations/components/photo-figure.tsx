import { shortId } from '@/lib/ids'
import { tendForm } from './card-actions'
import type { CardRow, CardsShared, PhotoRow } from './card-rows'

/** The highest a picture is shown in a card, in CSS pixels: alone, and among others. */
const heights = { alone: 240, among: 128 }

/** The pictures of an annotation. Their sizes are given, so that nothing moves when they arrive. */
export function Photos({ it, shared }: { it: CardRow; shared: CardsShared }) {
  if (!it.photos) return null
  const highest = it.photos.filter(({ gone }) => !gone).length > 1 ? heights.among : heights.alone
  return (
    <div className="note-photos">
      {it.photos.map((photo) =>
        photo.gone ? (
          <Gone key={photo.id} photo={photo} shared={shared} />
        ) : (
          <Picture key={photo.id} {...{ it, photo, shared, highest }} />
        ),
      )}
    </div>
  )
}

type PictureProps = { it: CardRow; photo: PhotoRow; shared: CardsShared; highest: number }

function Picture({ it, photo, shared: { words, names, photosAt }, highest }: PictureProps) {
  const name = names[photo.by ?? it.by] ?? words.someone
  const scale = Math.min(1, highest / photo.h)
  const at = `${photosAt}${shortId(photo.id)}`
  const alt = words.photoBy.replace('{name}', () => name)
  return (
    <figure className="note-photo">
      <a href={`${at}/large.webp`} data-photo={it.id}>
        {/* biome-ignore lint/performance/noImgElement: it comes in the right size, from us */}
        <img
          src={`${at}/small.webp`}
          alt={alt}
          width={Math.round(photo.w * scale)}
          height={Math.round(photo.h * scale)}
          loading="lazy"
          decoding="async"
        />
      </a>
      {photo.own && (
        <button
          type="submit"
          form={tendForm}
          name="act"
          value={`delete-photo:${photo.id}`}
          className="note-photo-remove"
          aria-label={words.removePhoto}
          title={words.removePhoto}
        >
          ×
        </button>
      )}
      {photo.by && <figcaption>{alt}</figcaption>}
    </figure>
  )
}

function Gone({ photo, shared: { words } }: { photo: PhotoRow; shared: CardsShared }) {
  return (
    <p className="notice note-photo-gone" role="status">
      {words.photoGone}
      <button
        type="submit"
        form={tendForm}
        name="act"
        value={`restore-photo:${photo.id}`}
        className="button button-secondary"
      >
        {words.undo}
      </button>
    </p>
  )
}
