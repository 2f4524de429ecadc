'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Field, SelectField } from '@/components/ui/field'
import { Progress } from '@/components/ui/notice'

type UploadFormProps = {
  action: string
  /** What was wrong with the file that was sent before */
  error?: string
  conferences: { id: string; title: string }[]
  /** The chosen conference's short id, or none */
  conference: string
  texts: Record<
    | 'file'
    | 'fileHint'
    | 'conference'
    | 'conferenceHint'
    | 'auto'
    | 'submit'
    | 'sending'
    | 'reading'
    | 'unreachable',
    string
  >
}

/** A plain multipart form; with script it shows how much of the file has gone. */
export function UploadForm({ action, error, conferences, conference, texts }: UploadFormProps) {
  const [sent, setSent] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | undefined>()
  const zone = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (zone.current) zone.current.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  }, [])

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sent !== null) return
    const request = new XMLHttpRequest()
    const fail = () => {
      setSent(null)
      setFailure(texts.unreachable)
    }
    request.upload.onprogress = ({ loaded, total }) => setSent(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const location: unknown = request.status === 200 ? request.response?.location : null
      if (typeof location === 'string') window.location.assign(location)
      else fail()
    }
    request.onerror = fail
    request.open('POST', action)
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    setFailure(undefined)
    setSent(0)
    request.send(new FormData(event.currentTarget))
  }

  const shown = failure ?? error
  const stage = sent === 1 ? texts.reading : texts.sending
  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      aria-busy={sent !== null}
      className="form"
    >
      <SelectField
        name="conference"
        label={texts.conference}
        hint={texts.conferenceHint}
        defaultValue={conference}
      >
        <option value="">{texts.auto}</option>
        {conferences.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <Field
        type="file"
        name="file"
        label={texts.file}
        hint={texts.fileHint}
        accept=".xml,.json,.ics,.ical,.gz,text/calendar,application/json,text/xml,application/xml"
        {...(shown ? { error: shown } : {})}
      />
      <input type="hidden" name="zone" ref={zone} />
      <div>
        <button type="submit" className={buttonClass('primary')} aria-disabled={sent !== null}>
          {texts.submit}
        </button>
      </div>
      <div aria-live="polite">
        {sent !== null && (
          <div className="grid gap-1 text-sm text-ink-2">
            <p>{stage}…</p>
            {sent === 1 ? (
              <Progress label={stage} />
            ) : (
              <Progress label={stage} value={sent} max={1} />
            )}
          </div>
        )}
      </div>
    </form>
  )
}
