'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import { Button, buttonClass } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { upload } from '@/components/ui/upload'
import { UploadProgress } from '@/components/ui/upload-progress'

type RecordingUploadProps = {
  /** Where the plain form goes */
  action: string
  /** Where the bytes are PUT, without the id */
  url: string
  sessionId: string
  userId: string
  /** Names what the plain form sends, so that sent twice it is one recording */
  id: string
  /** The talk, where the recording plays */
  done: string
  /** Bytes */
  largest: number
  types: string
  error?: string
  texts: Record<
    | 'file'
    | 'hint'
    | 'submit'
    | 'sending'
    | 'checking'
    | 'leaveOpen'
    | 'cancel'
    | 'unreachable'
    | 'tooLarge'
    | 'none',
    string
  >
}

/** A plain form for a large file; with script it shows how much has gone, and can be stopped. */
export function RecordingUpload({ action, url, done, texts, ...props }: RecordingUploadProps) {
  const { sessionId, userId, id, largest, types } = props
  const router = useRouter()
  const [sent, setSent] = useState<number | null>(null)
  const [error, setError] = useState(props.error)
  const request = useRef<ReturnType<typeof upload> | null>(null)

  // The file is in the hands of this page alone
  useEffect(() => {
    if (sent === null) return
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', leaving)
    return () => removeEventListener('beforeunload', leaving)
  }, [sent])
  useEffect(() => () => request.current?.abort(), [])

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sent !== null) return
    const file = event.currentTarget.querySelector<HTMLInputElement>('[type="file"]')?.files?.[0]
    if (!file) return setError(texts.none)
    if (file.size > largest) return setError(texts.tooLarge)
    setError(undefined)
    request.current = upload({
      method: 'PUT',
      url: url + v7(),
      body: file,
      headers: { 'content-type': 'application/octet-stream', 'x-hallway-user': userId },
      onProgress: setSent,
    })
    const answer = await request.current.answer
    request.current = null
    setSent(null)
    if (answer?.status === 200 || answer?.status === 201) {
      router.push(done)
      router.refresh()
    } else if (answer) setError(String(answer.json?.detail ?? texts.unreachable))
  }

  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      aria-busy={sent !== null}
      className="form"
    >
      <input type="hidden" name="session" value={sessionId} />
      <input type="hidden" name="recording" value={id} />
      <Field
        type="file"
        name="file"
        label={texts.file}
        hint={texts.hint}
        accept={types}
        {...(error && { error })}
      />
      <div className="form-actions">
        <button type="submit" className={buttonClass('primary')} aria-disabled={sent !== null}>
          {texts.submit}
        </button>
        {sent !== null && (
          <Button type="button" variant="quiet" onClick={() => request.current?.abort()}>
            {texts.cancel}
          </Button>
        )}
      </div>
      <UploadProgress sent={sent} texts={{ going: texts.sending, gone: texts.checking }} figures>
        <p>{texts.leaveOpen}</p>
      </UploadProgress>
    </form>
  )
}
