'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  type ComponentProps,
  type FormEvent,
  useActionState,
  useEffect,
  useRef,
  useTransition,
} from 'react'
import type { FormAction } from './action-form'
import { announce, showToast } from './toast-store'
import { useUiTexts } from './ui-texts'

type ActsFormProps = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  action: FormAction
  /** On the button that sends what the answer's `undo` says */
  undo: string
}

function untick(form: HTMLFormElement) {
  const boxes = form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:checked')
  for (const box of boxes) box.checked = false
  form.dispatchEvent(new Event('change', { bubbles: true }))
}

/**
 * One form for the buttons of many rows, each of which says by its value what to do with which
 * (`remove:0199…`; `all:…` for what is ticked), so that it works without script; buttons and boxes
 * elsewhere belong to it by its id. With script, what can be taken back is told in a toast, as is what
 * became of the ticked, and the focus stays where the row went.
 */
export function ActsForm({ action, undo, children, ...rest }: ActsFormProps) {
  const texts = useUiTexts()
  const [served, post] = useActionState(action, null)
  const [pending, startTransition] = useTransition()
  const pressed = useRef<{ value: string; row: HTMLElement | null } | null>(null)

  // A row that moves, or a button that goes, takes the focus along
  useEffect(() => {
    if (pending || !pressed.current) return
    const { value, row } = pressed.current
    pressed.current = null
    if (document.activeElement?.matches(':not(body, :disabled)')) return
    const [verb, id] = value.split(':')
    const own = (verb: string | undefined) =>
      document.querySelector<HTMLElement>(`button[value^="${verb}:${id}"]:enabled`)
    const target = own(verb) ?? own(verb === 'up' ? 'down' : 'up') ?? row
    target?.focus({ preventScroll: true })
  }, [pending])

  function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    // A button with an address of its own leads there
    if (!(submitter instanceof HTMLButtonElement) || submitter.formMethod === 'get') return
    event.preventDefault()
    if (pending) return
    const { name, value } = submitter
    const data = new FormData(event.currentTarget, submitter)
    for (const key of [...data.keys()]) if (key.startsWith('$ACTION')) data.delete(key)
    pressed.current = { value, row: submitter.closest<HTMLElement>('[tabindex]') }
    const form = event.currentTarget
    startTransition(async () => {
      try {
        const answer = await action(null, data)
        const message = answer?.message
        if (answer?.ok === false) return showToast({ message: message ?? texts.unreachable })
        const ticked = value.startsWith('all:')
        if (ticked) untick(form)
        const back = answer?.shown?.undo
        if (message && back) {
          showToast({ message, undo: { label: undo, action, fields: { [name]: back } } })
        } else if (message && ticked) showToast({ message })
        else if (message) announce(message)
      } catch (error) {
        unstable_rethrow(error)
        showToast({ message: texts.unreachable })
      }
    })
  }

  const back = served?.ok ? served.shown?.undo : undefined
  return (
    <form action={post} onSubmit={submit} aria-busy={pending} {...rest}>
      {served?.message && (
        <p className={served.ok ? 'notice notice-good' : 'notice notice-bad'} role="status">
          {served.message}{' '}
          {back && (
            <button type="submit" name="act" value={back} className="text-link">
              {undo}
            </button>
          )}
        </p>
      )}
      {children}
    </form>
  )
}
