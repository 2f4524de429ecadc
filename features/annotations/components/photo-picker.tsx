'use client'

import Camera from 'lucide-react/icons/camera'
import { useEffect, useRef, useState } from 'react'
import { annotationSent, bindPhotos, choosePhotos } from './photo-queue'

type PickerProps = {
  /** What the file chooser offers */
  types: string
  /** Whose pictures for which session: `userId.sessionId` */
  place: string
  userId: string
  /** Where annotations are PUT, without the id */
  url: string
  /** Bytes of a file, at most */
  largest: number
  texts: Record<'photo' | 'tooLarge', string>
}

/**
 * What script adds to the composer for pictures: a button that also opens the camera of a phone,
 * pasting, and dropping on it. They wait on this device until the annotation is sent.
 */
export function PhotoPicker({ place, userId, url, types, largest, texts }: PickerProps) {
  const input = useRef<HTMLInputElement>(null)
  const [ready, setReady] = useState(false)
  const { photo, tooLarge } = texts

  useEffect(() => {
    setReady(true)
    const form = input.current?.form
    const kind = form?.querySelector<HTMLSelectElement>('select[name="kind"]')
    if (!form || !kind) return
    const listening = new AbortController()
    const { signal } = listening

    function take(files: FileList | null | undefined) {
      if (!files || files.length === 0 || !kind) return
      const given = { place, userId, url, annotation: null }
      void choosePhotos([...files], given, { largest, tooLarge })
      // A question about a slide stays one; words without a kind become the caption
      if (kind.value === 'takeaway') kind.value = 'photo'
      kind.dispatchEvent(new Event('input', { bubbles: true }))
    }

    input.current?.addEventListener(
      'change',
      ({ currentTarget }) => {
        const chosen = currentTarget as HTMLInputElement
        take(chosen.files)
        chosen.value = ''
      },
      { signal },
    )
    form.addEventListener(
      'paste',
      (event) => {
        const { clipboardData: data } = event
        // A copied table comes as words and as a picture of them: the words are meant
        if (!data || data.files.length === 0 || data.getData('text/plain') !== '') return
        event.preventDefault()
        event.stopPropagation()
        take(data.files)
      },
      { signal, capture: true },
    )
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    form.addEventListener(
      'dragover',
      (event) => {
        if (!carries(event)) return
        event.preventDefault()
        form.dataset.dropping = ''
      },
      { signal },
    )
    form.addEventListener('dragleave', () => delete form.dataset.dropping, { signal })
    form.addEventListener(
      'drop',
      (event) => {
        delete form.dataset.dropping
        if (!carries(event)) return
        event.preventDefault()
        take(event.dataTransfer?.files)
      },
      { signal },
    )
    form.addEventListener(
      annotationSent,
      (event) => void bindPhotos(place, (event as CustomEvent<string>).detail),
      { signal },
    )
    return () => listening.abort()
  }, [place, userId, url, largest, tooLarge])

  return (
    <label className="button button-quiet button-icon photo-picker" title={photo} hidden={!ready}>
      <Camera aria-hidden />
      <input
        ref={input}
        type="file"
        accept={types}
        multiple
        className="sr-only"
        aria-label={photo}
      />
    </label>
  )
}
