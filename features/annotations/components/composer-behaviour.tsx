'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { AnnotationKind } from '@/prisma/generated/client'
import { readStart } from '../typed-start'
import { type Kept, keep, readDraft } from './kept-draft'

type Texts = Record<
  | 'keptHere'
  | 'notKeptHere'
  | 'saving'
  | 'saved'
  | 'show'
  | 'failed'
  | 'failedKept'
  | 'unreachable'
  | 'signIn',
  string
>

type State =
  | { is: 'idle' | 'saving' }
  | { is: 'kept'; stored: boolean }
  | { is: 'saved'; url: string | null }
  | { is: 'failed'; stored: boolean; why: string | null; signedOut: boolean }

type Props = { url: string; draft: string; signIn: string; texts: Texts }

const tooLongMs = 20_000

/**
 * What script adds to the composer: a typed start chooses the kind, Ctrl or ⌘ + Enter saves, the
 * draft stays on this device until the server has confirmed it, and saving is a PUT that can be
 * tried again without writing twice.
 */
export function ComposerBehaviour({ url, draft, signIn, texts }: Props) {
  const mark = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const [state, setState] = useState<State>({ is: 'idle' })

  useEffect(() => {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    const kind = form?.querySelector<HTMLSelectElement>('select[name="kind"]')
    const audience = form?.querySelector<HTMLSelectElement | HTMLInputElement>('[name="audience"]')
    if (!form || !area || !kind || !audience) return
    const listening = new AbortController()
    const { signal } = listening
    let kept: Kept | null = readDraft(draft)
    let recognised: AnnotationKind | null = null
    let saving = false

    const fields = () =>
      Object.fromEntries(
        [...new FormData(form)].flatMap(([name, value]) =>
          typeof value === 'string' && !name.startsWith('$ACTION') ? [[name, value]] : [],
        ),
      )

    // Words that the server put there, or that were typed before this ran, are newer than a draft
    if (kept && area.value === '') fill(form, kept.fields)
    if (area.value !== '') changed()

    function changed() {
      const stored = area?.value !== '' || kind?.value === 'gap' || kind?.value === 'photo'
      kept = stored
        ? {
            id: kept?.id ?? v7(),
            startedAt: kept?.startedAt ?? new Date().toISOString(),
            fields: fields(),
          }
        : null
      const written = keep(draft, kept)
      if (!saving) setState(kept ? { is: 'kept', stored: written } : { is: 'idle' })
    }

    function recognise() {
      if (!area || !kind) return
      const typed = readStart(area.value).kind
      if (
        typed === 'takeaway' ? recognised === kind.value : kind.value === (recognised ?? 'takeaway')
      )
        kind.value = typed
      recognised = typed === 'takeaway' ? null : typed
    }

    async function save() {
      if (saving || !form || !area || !audience) return
      changed()
      const sent: Kept = kept ?? { id: v7(), startedAt: new Date().toISOString(), fields: fields() }
      saving = true
      area.readOnly = true
      setState({ is: 'saving' })
      const answer = await put(url + sent.id, {
        ...sent.fields,
        startedAt: sent.startedAt,
        picked: true,
      })
      saving = false
      area.readOnly = false
      const wrong = answer.ok ? [] : Object.keys(answer.errors)
      for (const control of form.elements) {
        if (wrong.includes(control.getAttribute('name') ?? '')) {
          control.setAttribute('aria-invalid', 'true')
        } else control.removeAttribute('aria-invalid')
      }
      if (answer.ok) {
        const readers = audience.value
        form.reset()
        // A series of notes for oneself must not turn public by itself
        audience.value = readers
        recognised = null
        kept = null
        keep(draft, null)
        setState({ is: 'saved', url: answer.url })
        router.refresh()
        return
      }
      // That id holds other words already; these become an annotation of their own
      if (answer.status === 409) kept = { ...sent, id: v7() }
      const stored = keep(draft, kept ?? sent)
      const why = [...new Set([answer.why, ...Object.values(answer.errors)])]
        .filter(Boolean)
        .join(' ')
      setState({ is: 'failed', stored, why, signedOut: answer.status === 401 })
      if (wrong.length > 0) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    }

    form.addEventListener(
      'input',
      (event) => {
        // An input method that is still composing has not written anything yet
        if (event.target === area && !(event as InputEvent).isComposing) recognise()
        changed()
      },
      { signal },
    )
    area.addEventListener('compositionend', recognise, { signal })
    area.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        if (event.isComposing || event.keyCode === 229) return
        event.preventDefault()
        form.requestSubmit()
      },
      { signal },
    )
    form.addEventListener(
      'submit',
      (event) => {
        event.preventDefault()
        event.stopPropagation()
        void save()
      },
      { signal },
    )
    return () => listening.abort()
  }, [draft, router, url])

  return (
    <p className="composer-state" role="status">
      <input ref={mark} type="hidden" />
      {state.is === 'saving' && texts.saving}
      {state.is === 'kept' && (state.stored ? texts.keptHere : texts.notKeptHere)}
      {state.is === 'saved' && texts.saved}
      {state.is === 'saved' && state.url && (
        <a className="text-link" data-nav="plain" href={state.url}>
          {texts.show}
        </a>
      )}
      {state.is === 'failed' && (
        <strong>
          {state.stored ? texts.failedKept : texts.failed} {state.why || texts.unreachable}
        </strong>
      )}
      {state.is === 'failed' && state.signedOut && (
        <a className="text-link" href={signIn} target="_blank" rel="noreferrer">
          {texts.signIn}
        </a>
      )}
    </p>
  )
}

type Answer =
  | { ok: true; url: string | null }
  | { ok: false; status: number; why: string | null; errors: Record<string, string> }

async function put(url: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(tooLongMs),
    })
    const told = await response.json()
    if (response.ok) return { ok: true, url: told.url ?? null }
    const { detail = null, errors = {} } = told
    return { ok: false, status: response.status, why: detail, errors }
  } catch {
    return { ok: false, status: 0, why: null, errors: {} }
  }
}

function fill(form: HTMLFormElement, values: Record<string, string>) {
  for (const control of form.elements) {
    const named =
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement ||
      (control instanceof HTMLInputElement && control.type !== 'hidden')
    const value = named && values[control.name]
    if (named && typeof value === 'string') control.value = value
  }
}
