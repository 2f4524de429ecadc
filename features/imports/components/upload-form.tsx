'use client'

import { type DragEvent, type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Field, SelectField, TextArea } from '@/components/ui/field'
import { upload } from '@/components/ui/upload'
import { UploadProgress } from '@/components/ui/upload-progress'

type UploadFormProps = {
  action: string
  /** What was wrong with the file that was sent before */
  error?: string
  conferences: { id: string; title: string }[]
  /** The chosen conference's short id, or none */
  conference: string
  /** The address that was refused before, or none */
  address: string
  /** What can be read, told below the file */
  formats: ReactNode
  texts: Record<
    | 'file'
    | 'fileHint'
    | 'address'
    | 'addressHint'
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
export function UploadForm(props: UploadFormProps) {
  const { action, error, conferences, conference, address, formats, texts } = props
  const [sent, setSent] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | undefined>()
  const zone = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (zone.current) zone.current.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  }, [])

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sent !== null) return
    setFailure(undefined)
    const { answer } = upload({
      method: 'POST',
      url: action,
      body: new FormData(event.currentTarget),
      headers: { accept: 'application/json' },
      onProgress: setSent,
    })
    const location = (await answer)?.json?.location
    if (typeof location === 'string') return window.location.assign(location)
    setSent(null)
    setFailure(texts.unreachable)
  }

  /** A file may be dropped anywhere on the form. */
  function drop(event: DragEvent<HTMLFormElement>) {
    const field = event.currentTarget.elements.namedItem('file')
    const { files } = event.dataTransfer
    if (!(field instanceof HTMLInputElement) || files.length !== 1) return
    event.preventDefault()
    field.files = files
  }

  const shown = failure ?? error
  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={drop}
      aria-busy={sent !== null}
      className="form"
    >
      <Field
        type="file"
        name="file"
        label={texts.file}
        hint={texts.fileHint}
        accept=".xml,.json,.jsonld,.ics,.ical,.xcal,.gz,.html,.htm,.csv,.opml,.md,.markdown,.txt,.zip,.vtt,.srt,text/calendar,application/json,text/xml,application/xml,text/html,text/csv,text/markdown,text/plain,text/vtt,application/zip"
        {...(shown && !address ? { error: shown } : {})}
      />
      {formats}
      <TextArea
        name="address"
        label={texts.address}
        hint={texts.addressHint}
        autoComplete="off"
        spellCheck={false}
        defaultValue={address}
        {...(shown && address ? { error: shown } : {})}
      />
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
      <input type="hidden" name="zone" ref={zone} />
      <div>
        <button type="submit" className={buttonClass('primary')} aria-disabled={sent !== null}>
          {texts.submit}
        </button>
      </div>
      <UploadProgress sent={sent} texts={{ going: texts.sending, gone: texts.reading }} />
    </form>
  )
}
