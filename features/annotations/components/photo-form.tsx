'use client'

import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { choosePhotos } from './photo-queue'

type PhotoFormProps = {
  action: string
  /** The same page without the form */
  back: string
  annotation: string
  /** Names what is posted, so that posting it twice adds nothing twice */
  batch: string
  userId: string
  place: string
  url: string
  largest: number
  types: string
  /** Why a photo was not taken the last time */
  error?: string
  texts: Record<'file' | 'hint' | 'submit' | 'cancel' | 'tooLarge', string>
}

/** Adds photos to an annotation: a plain form; with script they go out by the queue of this device. */
export function PhotoForm({ action, back, annotation, batch, texts, ...props }: PhotoFormProps) {
  const router = useRouter()
  const { userId, place, url, largest, types, error } = props

  function send(event: FormEvent<HTMLFormElement>) {
    const input = event.currentTarget.querySelector<HTMLInputElement>('input[type="file"]')
    event.preventDefault()
    if (!input?.files?.length) return input?.focus()
    const given = { place, userId, url, annotation }
    void choosePhotos([...input.files], given, { largest, tooLarge: texts.tooLarge })
    router.push(back, { scroll: false })
  }

  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      className="form note-form"
    >
      <input type="hidden" name="annotation" value={annotation} />
      <input type="hidden" name="batch" value={batch} />
      <Field
        type="file"
        name="photo"
        label={texts.file}
        hint={texts.hint}
        accept={types}
        multiple
        required
        {...(error ? { error } : {})}
      />
      <div className="form-actions">
        <button type="submit" className="button button-primary">
          {texts.submit}
        </button>
        <LinkButton variant="quiet" href={back} keepScroll prefetch={false}>
          {texts.cancel}
        </LinkButton>
      </div>
    </form>
  )
}
