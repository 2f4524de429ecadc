import { useTranslations } from 'next-intl'
import { largestFile } from '@/features/files/schema'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { View } from '../views'
import { PhotoForm } from './photo-form'
import { PhotoPicker } from './photo-picker'
import { PhotoTray } from './photo-tray'
import { PhotoViewer } from './photo-viewer'

// What the photo components need of words and addresses, in one place each.

/** What the server can decode. Phones that keep photos as HEIC make JPEG of them for this list. */
const types = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/tiff'
const limit = largestFile / 2 ** 20

function placeOf(member: Member, id: string) {
  const { userId, team } = member
  return { place: `${userId}.${id}`, userId, url: paths.annotationApi(team.slug, '') }
}

type Of = { member: Member; on: { id: string } }

/** The button of the composer. */
export function ComposerPhotoButton({ member, on }: Of) {
  const t = useTranslations('files')
  const texts = { photo: t('pick'), tooLarge: t('tooLarge', { limit }) }
  return (
    <PhotoPicker {...placeOf(member, on.id)} types={types} largest={largestFile} texts={texts} />
  )
}

/** What was chosen and is not on the server yet. */
export function ComposerPhotoTray({ member, on }: Of) {
  const t = useTranslations('files')
  const texts = {
    list: t('waitingList'),
    ready: t('ready'),
    sending: t('sending', { name: '{name}' }),
    waits: t('waits'),
    tryNow: t('tryNow'),
    remove: t('removeNamed', { name: '{name}' }),
    unnamed: t('photo'),
  }
  return <PhotoTray place={placeOf(member, on.id).place} texts={texts} />
}

/** Shows the pictures of the column large. */
export function ColumnPhotoViewer() {
  const t = useTranslations('files')
  const texts = {
    photo: t('photo'),
    close: t('closeViewer'),
    before: t('before'),
    after: t('after'),
  }
  return <PhotoViewer texts={texts} />
}

type AttachProps = Of & { annotation: string; back: string; why: Why }
type Why = NonNullable<View['open']>['why']

/** The form that adds photos to an annotation. */
export function AttachForm({ member, on, annotation, back, why }: AttachProps) {
  const t = useTranslations()
  const texts = {
    file: t('files.choose'),
    hint: t('files.chooseHint', { limit }),
    submit: t('files.add'),
    cancel: t('annotations.cancel'),
    tooLarge: t('files.tooLarge', { limit }),
  }
  const known = why && t.has(why.refused as never)
  const reason = known && t(why.refused as never, { limit: why.n, minutes: why.n } as never)
  return (
    <PhotoForm
      {...placeOf(member, on.id)}
      {...{ annotation, back, types, texts }}
      action={paths.photoForm(member.team.slug)}
      batch={newId()}
      largest={largestFile}
      {...(reason ? { error: why.file ? `${why.file}: ${reason}` : reason } : {})}
    />
  )
}
