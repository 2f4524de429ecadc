'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import { Button, buttonClass } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Progress } from '@/components/ui/notice'

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
  const request = useRef<XMLHttpRequest | null>(null)

  // The file is in the hands of this page alone
  useEffect(() => {
    if (sent === null) return
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', leaving)
    return () => removeEventListener('beforeunload', leaving)
  }, [sent])
  useEffect(() => () => request.current?.abort(), [])

  function stop(why?: string) {
    request.current = null
    setSent(null)
    setError(why)
  }

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sent !== null) return
    const file = event.currentTarget.querySelector<HTMLInputElement>('[type="file"]')?.files?.[0]
    if (!file) return setError(texts.none)
    if (file.size > largest) return setError(texts.tooLarge)
    // Not fetch, which does not tell how much has gone
    const put = new XMLHttpRequest()
    request.current = put
    put.upload.onprogress = ({ loaded, total }) => setSent(total > 0 ? loaded / total : 0)
    put.onload = () => {
      const { status, response } = put
      if (status !== 200 && status !== 201) return stop(response?.detail ?? texts.unreachable)
      stop()
      router.push(done)
      router.refresh()
    }
    put.onerror = () => stop(texts.unreachable)
    put.onabort = () => stop()
    put.open('PUT', url + v7())
    put.setRequestHeader('content-type', 'application/octet-stream')
    put.setRequestHeader('x-hallway-user', userId)
    put.responseType = 'json'
    setError(undefined)
    setSent(0)
    put.send(file)
  }

  const stage = sent === 1 ? texts.checking : texts.sending
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
      <div aria-live="polite">
        {sent !== null && (
          <div className="grid gap-1 text-sm text-ink-2">
            <p>
              {stage}… {sent < 1 && `${Math.floor(sent * 100)} %`}
            </p>
            {sent === 1 ? (
              <Progress label={stage} />
            ) : (
              <Progress label={stage} value={sent} max={1} />
            )}
            <p>{texts.leaveOpen}</p>
          </div>
        )}
      </div>
    </form>
  )
}
