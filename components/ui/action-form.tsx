'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  type ComponentProps,
  createContext,
  type FormEvent,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react'
import type { ActionResult } from '@/lib/errors'
import { announce, showToast, type Undo } from './toast-store'
import { useUiTexts } from './ui-texts'

export type FormAction = (state: ActionResult, data: FormData) => Promise<ActionResult>

type FormState = {
  errors: Record<string, string>
  values: Record<string, string> | null
  /** What the answer to an accepted form shows this once, such as the address of a new share. */
  shown: Record<string, string> | null
  pending: boolean
}

const idle: FormState = { errors: {}, values: null, shown: null, pending: false }
const FormContext = createContext(idle)

/** What the form around a control knows about it. */
export function useFormState(): FormState {
  return useContext(FormContext)
}

function isRedirect(error: unknown): boolean {
  return error instanceof Error && 'digest' in error && /^NEXT_REDIRECT/.test(`${error.digest}`)
}

type ActionFormProps = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  action: FormAction
  /**
   * Empties the form when it was accepted: for composers, not for settings. A button with
   * `data-resets` does so too.
   */
  clearOnSuccess?: boolean
  /** Says the success in a toast, which survives when the form itself goes away. */
  toast?: boolean
  /** Offered in that toast. */
  undo?: Undo
}

/**
 * A form over a server action. Posted as it is where there is no script; with script it keeps every
 * character that was typed until the server has accepted it, whatever the network does.
 */
export function ActionForm(props: ActionFormProps) {
  const {
    action,
    clearOnSuccess = false,
    toast = false,
    undo,
    children,
    className,
    ...rest
  } = props
  const texts = useUiTexts()
  const [served, post] = useActionState(action, null)
  const [answer, setAnswer] = useState<ActionResult | undefined>()
  const [pending, startTransition] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  const sending = useRef(false)
  const result = answer === undefined ? served : answer

  useEffect(() => {
    if (answer?.ok === false)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [answer])

  // Calling the action ourselves, instead of letting React do it, avoids its reset of the form
  // after an answer that says what is wrong, and its error page when the server cannot be reached.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sending.current) return
    sending.current = true
    const element = event.currentTarget
    const { submitter } = event.nativeEvent as SubmitEvent
    const resets = clearOnSuccess || submitter?.matches('[data-resets]')
    const data = new FormData(element, submitter)
    for (const key of [...data.keys()]) if (key.startsWith('$ACTION')) data.delete(key)
    startTransition(async () => {
      try {
        const next = await action(result, data)
        const dialog = element.closest('dialog')
        if (next?.ok) {
          const leaves = toast || (dialog && !next.shown)
          if (next.message && leaves) showToast({ message: next.message, ...(undo && { undo }) })
          else if (next.message) announce(next.message)
          if (resets) element.reset()
          if (!next.shown) dialog?.close()
        }
        startTransition(() => setAnswer(next))
      } catch (error) {
        // An action that ends on another page has accepted what was sent
        if (clearOnSuccess && isRedirect(error)) element.reset()
        unstable_rethrow(error)
        startTransition(() => setAnswer({ ok: false, message: texts.unreachable }))
      } finally {
        sending.current = false
      }
    })
  }

  const failed = result?.ok === false ? result : null
  const state: FormState = {
    errors: failed?.fieldErrors ?? {},
    values: failed?.values ?? null,
    shown: (result?.ok && result.shown) || null,
    pending,
  }
  const message = result?.ok && toast && answer !== undefined ? undefined : result?.message
  return (
    <FormContext value={state}>
      <form
        ref={form}
        action={post}
        onSubmit={submit}
        noValidate
        aria-busy={pending}
        className={className ?? 'form'}
        {...rest}
      >
        {message && (
          <p
            className={`form-message notice ${failed ? 'notice-bad' : 'notice-good'}`}
            role={failed ? 'alert' : undefined}
          >
            {message}
          </p>
        )}
        {children}
      </form>
    </FormContext>
  )
}
