'use client'

import { useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { v7 } from 'uuid'
import type { Change, Outgoing } from '@/components/outbox/device-store'
import {
  isSameChange,
  isSettled,
  outboxState,
  sendLater,
  subscribeToOutbox,
  takeBack,
} from '@/components/outbox/outbox'
import { fieldsOf, fill } from './form-fields'
import { discarded } from './revision-field'
import { keepTyped } from './typed-draft'

type Props = {
  change: Change
  annotation: string
  /** Under which name what is typed is kept on this device */
  draft: string
  /** Where the change is PUT */
  url: string
  userId: string
  /** Whose words about which session: `userId.sessionId` */
  place: string
  /** The page without the form */
  back: string
}

/** The server's action says beside the field what is wrong; only what it would take goes by itself. */
function isWhole({ text = '', kind, slide = '' }: Record<string, string>): boolean {
  const wordless = kind === 'photo' || kind === 'gap'
  return (
    (text.trim() !== '' || wordless) && text.length <= 20_000 && /^(?:[1-9]\d{0,3})?$/.test(slide)
  )
}

/** The latest change that the form does not show: one that waits, else one newer than the page. */
function latest(of: NonNullable<Outgoing['of']>, seen: string | undefined): Outgoing | undefined {
  const { waiting, confirmed } = outboxState()
  const newer = [...confirmed.values()].filter(({ revision }) => Number(revision) > Number(seen))
  return [...newer.map(({ it }) => it), ...waiting].findLast((it) => isSameChange(it, { of }))
}

/**
 * With script the form around it is handed to the outbox and closed at once. Opened again before the
 * change has arrived, or after it was refused, it goes on with those words.
 */
export function ChangeByOutbox({ change, annotation, draft, url, userId, place, back }: Props) {
  const mark = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    if (!form || !area) return
    const listening = new AbortController()
    const { signal } = listening
    const of = { change, id: annotation }
    // Whose words the form goes on with
    let last: Outgoing | undefined

    function goOn() {
      const it = form && latest(of, fieldsOf(form).revision)
      if (!it || it.id === last?.id || !form || !area) return
      last = it
      const { text: _, ...others } = it.fields
      // What was typed since is newer
      fill(form, area.value === area.defaultValue ? it.fields : others)
    }

    function submit(event: SubmitEvent) {
      const fields = form && fieldsOf(form, event.submitter)
      if (!fields || !isWhole(fields)) return
      event.preventDefault()
      event.stopPropagation()
      const startedAt = new Date().toISOString()
      const sent = { id: v7(), of: { ...of, ...(last && { after: last.id }) }, startedAt, fields }
      void sendLater({ ...sent, place, userId, url }).then((kept) => kept && keepTyped(draft, null))
      const card = form.closest('article')
      // The address closes the form without asking the server, which may not be there
      history.replaceState(null, '', back)
      card?.querySelector<HTMLElement>('.note-actions :last-child')?.focus()
    }

    function discard() {
      if (last && isSettled(last)) void takeBack(last.id)
      last = undefined
      form?.reset()
    }

    goOn()
    const stop = subscribeToOutbox(goOn)
    form.addEventListener('submit', submit, { signal })
    form.addEventListener(discarded, discard, { signal })
    area.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return
        if (!event.ctrlKey && !event.metaKey) return
        event.preventDefault()
        form.requestSubmit()
      },
      { signal },
    )
    return () => {
      stop()
      listening.abort()
    }
  }, [change, annotation, draft, url, userId, place, back])

  return <input ref={mark} type="hidden" />
}

type OpenFormProps = { name: string; of: string; children: ReactNode }

/** Shows a form as long as the address names it, and anew each time. */
export function OpenForm({ name, of, children }: OpenFormProps) {
  const open = useSearchParams().get(name) === of
  return open ? children : null
}
