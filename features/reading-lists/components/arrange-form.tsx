'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  type FormEvent,
  lazy,
  type ReactNode,
  Suspense,
  useActionState,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { showToast } from '@/components/ui/toast-store'
import { useUiTexts } from '@/components/ui/ui-texts'
import type { ActionResult } from '@/lib/errors'
import type { DragTexts } from './entry-order'

// Dragging is some 15 KB of script that only those who may order a list need, and not at once
const EntryOrder = lazy(() =>
  import('./entry-order').then(({ EntryOrder }) => ({ default: EntryOrder })),
)

type ArrangeFormProps = {
  arrange: FormAction
  place: FormAction
  restore: FormAction
  /** Ids in their order, with those past the ends of this page. */
  ids: string[]
  before: string | null
  after: string | null
  undo: string
  drag: DragTexts
  children: ReactNode
}

/**
 * One form around all entries: each of their buttons says by its value what to do, so that a list
 * of a hundred entries is one client component, and works without script.
 */
export function ArrangeForm(props: ArrangeFormProps) {
  const { arrange, place, restore, ids, before, after, undo, drag, children } = props
  const texts = useUiTexts()
  const [served, post] = useActionState(arrange, null)
  const [pending, startTransition] = useTransition()
  const [ready, setReady] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const pressed = useRef<string | null>(null)

  useEffect(() => setReady(true), [])

  // A row that moves takes the focus off its button: give it back, or to the one beside it
  useEffect(() => {
    if (pending || !pressed.current) return
    const [verb, id] = pressed.current.split(':')
    pressed.current = null
    const own = (name: string | undefined) =>
      form.current?.querySelector<HTMLButtonElement>(`button[value^="${name}:${id}"]:enabled`)
    const target = own(verb) ?? own(verb === 'up' ? 'down' : 'up')
    target?.focus()
  }, [pending])

  function send(action: FormAction, data: FormData, done: (answer: ActionResult) => void) {
    startTransition(async () => {
      try {
        const answer = await action(null, data)
        if (answer?.ok === false) showToast({ message: answer.message ?? texts.unreachable })
        done(answer)
      } catch (error) {
        unstable_rethrow(error)
        showToast({ message: texts.unreachable })
        done({ ok: false })
      }
    })
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    if (pending) return
    const [verb, id = ''] = submitter.value.split(':')
    const data = new FormData()
    data.set('do', submitter.value)
    if (verb !== 'remove') pressed.current = submitter.value
    send(arrange, data, (answer) => {
      if (!answer?.ok || verb !== 'remove' || !answer.message) return
      showToast({
        message: answer.message,
        undo: { label: undo, action: restore, fields: { id } },
      })
    })
  }

  function move(id: string, neighbours: { after: string; before: string }, done: () => void) {
    const data = new FormData()
    data.set('id', id)
    data.set('after', neighbours.after)
    data.set('before', neighbours.before)
    send(place, data, done)
  }

  return (
    <form ref={form} action={post} onSubmit={submit} aria-busy={pending}>
      {served?.message && (
        <p className={served.ok ? 'notice notice-good' : 'notice notice-bad'} role="status">
          {served.message}
        </p>
      )}
      {children}
      {ready && (
        <Suspense fallback={null}>
          <EntryOrder ids={ids} before={before} after={after} texts={drag} onMove={move} />
        </Suspense>
      )}
    </form>
  )
}
