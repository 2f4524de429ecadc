'use client'

import { useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { Draft } from '@/components/outbox/device-store'
import { draftFor, forgetDraft, keepDraft, layAside } from '@/components/outbox/drafts'
import { sendLater, takeBack } from '@/components/outbox/outbox'
import { useOutbox } from '@/components/outbox/use-outbox'
import { useKeys } from '@/components/ui/use-keys'
import { annotate, tellWriting, watchKind, watchTyping, withSelection } from './composer-keys'
import { ComposerState, type ComposerTexts, type Kept } from './composer-state'
import { fieldsOf, fill } from './form-fields'
import { annotationSent } from './photo-queue'
import { comeBack } from './waiting-cards'

type Props = {
  /** Where annotations are PUT, without the id */
  url: string
  userId: string
  placeId: string
  signIn: string
  texts: ComposerTexts
}

/**
 * What script adds to the composer: a typed start chooses the kind, Ctrl or ⌘ + Enter saves, every
 * keystroke is kept on this device, and what is saved goes out by the outbox, which confirms it.
 */
export function ComposerBehaviour({ url, userId, placeId, signIn, texts }: Props) {
  const mark = useRef<HTMLInputElement>(null)
  const [kept, setKept] = useState<Kept>(null)
  const [last, setLast] = useState<{ id: string; kept: boolean } | null>(null)
  const [wrong, setWrong] = useState('')
  const { waiting } = useOutbox()
  const place = `${userId}.${placeId}`

  useEffect(() => {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    const kind = form?.querySelector<HTMLSelectElement>('select[name="kind"]')
    const audience = form?.querySelector<HTMLSelectElement | HTMLInputElement>('[name="audience"]')
    if (!form || !area || !kind || !audience) return
    const listening = new AbortController()
    const { signal } = listening
    let draft: Pick<Draft, 'id' | 'startedAt'> | null = null
    const written = () => area.value !== '' || kind.value === 'gap' || kind.value === 'photo'
    const isWorthSaving = () =>
      area.value.trim() !== '' || kind.value === 'gap' || kind.value === 'photo'

    function changed() {
      if (!written()) {
        if (draft) void forgetDraft(draft.id)
        draft = null
        setKept(null)
        return
      }
      draft ??= { id: v7(), startedAt: new Date().toISOString() }
      const { id } = draft
      void keepDraft({ ...draft, place, fields: fieldsOf(form as HTMLFormElement) }).then(
        (done) => {
          if (draft?.id === id) setKept(done)
          // Sent while it was being kept
          else void forgetDraft(id)
        },
      )
    }

    // Words that the server put there, or that were typed before this ran, are newer than a draft
    async function resume() {
      const found = await draftFor(place)
      if (signal.aborted) return
      if (!written() && found && form) {
        draft = { id: found.id, startedAt: found.startedAt }
        fill(form, found.fields)
      }
      if (written()) changed()
    }

    async function save() {
      if (!form || !area || !audience || !isWorthSaving()) return area?.focus()
      const { id, startedAt } = draft ?? { id: v7(), startedAt: new Date().toISOString() }
      form.dispatchEvent(new CustomEvent(annotationSent, { detail: id }))
      const fields = fieldsOf(form)
      const also = { picked: true }
      const sent = sendLater({ id, place, userId, startedAt, url, fields, also })
      empty()
      setWrong('')
      setLast({ id, kept: true })
      const done = await sent
      await forgetDraft(id)
      setLast({ id, kept: done })
      if (!written()) await resume()
    }

    function empty() {
      if (!form || !audience) return
      const readers = audience.value
      form.reset()
      // A series of notes for oneself must not turn public by itself
      audience.value = readers
      for (const control of form.elements) control.removeAttribute('aria-invalid')
      draft = null
      setKept(null)
    }

    async function change(id: string) {
      const it = await takeBack(id)
      if (!it || !form) return
      if (draft && written()) {
        const { id: other, startedAt } = draft
        const fields = fieldsOf(form)
        await layAside({ id: other, startedAt, fields, place, tab: '', changedAt: Date.now() })
      }
      // An id that was refused is free still; the words keep it, and when they were begun
      draft = { id: it.id, startedAt: it.startedAt }
      fill(form, it.fields)
      changed()
      setWrong(it.stopped?.why ?? '')
      const marked = it.stopped?.fields ?? []
      for (const control of form.elements) {
        const named = marked.includes(control.getAttribute('name') ?? '')
        if (named) control.setAttribute('aria-invalid', 'true')
      }
      ;(form.querySelector<HTMLElement>('[aria-invalid="true"]') ?? area)?.focus()
    }

    void resume()
    watchKind(area, kind, signal)
    watchTyping(area, form, signal)
    tellWriting(form, signal)
    // Not in the task of the key, which ends with its letter on the screen
    let due: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      if (due === undefined) return
      clearTimeout(due)
      due = undefined
      changed()
    }
    form.addEventListener('input', () => (due ??= setTimeout(flush)), { signal })
    window.addEventListener('pagehide', flush, { signal })
    signal.addEventListener('abort', flush)
    form.addEventListener(
      'submit',
      (event) => {
        event.preventDefault()
        event.stopPropagation()
        void save()
      },
      { signal },
    )
    form.addEventListener(comeBack, (event) => void change((event as CustomEvent<string>).detail), {
      signal,
    })
    return () => listening.abort()
  }, [place, url, userId])

  const begin = (detail?: string) =>
    void document.dispatchEvent(new CustomEvent(annotate, { detail }))
  useKeys([
    { key: 'a', label: texts.keyWrite, group: 'page', run: () => begin(withSelection) },
    { key: 'Control+Enter', label: texts.keySave, group: 'writing' },
    { key: 'Alt+T', label: texts.keyMoment, group: 'writing', run: () => begin() },
  ])

  // Refused at once and nothing else begun: it comes back by itself
  const refused = waiting.find(({ id, stopped }) => {
    return id === last?.id && stopped?.because === 'refused'
  })
  useEffect(() => {
    const form = mark.current?.form
    if (!refused || kept !== null || !form) return
    form.dispatchEvent(new CustomEvent(comeBack, { detail: refused.id }))
  }, [refused, kept])

  return (
    <>
      <input ref={mark} type="hidden" />
      <ComposerState {...{ kept, last, wrong, signIn, texts }} />
    </>
  )
}
