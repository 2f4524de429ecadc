'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useActionState, useRef, useTransition } from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { press } from '@/components/ui/pressed'
import { announce, showToast } from '@/components/ui/toast-store'
import { useUiTexts } from '@/components/ui/ui-texts'
import { useKeys } from '@/components/ui/use-keys'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { Wish } from '../schema'

/** There is one on a page. */
const wishForm = 'wishes'

export type WishFormProps = {
  action: FormAction
  /** Slug of the team and id of the reader. */
  team: string
  userId: string
  words: { key: string; said: Record<Wish | 'none', string> }
  /** Whether the page tells more of it than its marks do. */
  tells?: boolean
  children?: ReactNode
}

/**
 * Takes what the reader wants, as its buttons say it (`now:ID`). A plain form without script; with
 * script it shows at once, and what the page tells of it follows when nothing is on its way any more.
 */
export function WishForm({ action, team, userId, words, tells, children }: WishFormProps) {
  const texts = useUiTexts()
  const router = useRouter()
  const [served, post] = useActionState(action, null)
  const [, refresh] = useTransition()
  const sending = useRef(0)
  useKeys([{ key: 'w', label: words.key, group: 'page', run: pressNext }])

  async function say(wish: Wish | 'none', short: string) {
    const url = paths.interestApi(team, fromShortId(short) ?? '')
    const headers = { 'content-type': 'application/json', 'x-hallway-user': userId }
    const request: RequestInit =
      wish === 'none'
        ? { method: 'DELETE', headers }
        : { method: 'PUT', headers, body: JSON.stringify({ wish }) }
    sending.current += 1
    const saved = await press(`wish:${short}`, wish, async () => {
      // Sent even if the person goes on to another page at once
      const answer = await fetch(url, { ...request, keepalive: true })
      return answer.ok ? String((await answer.json()).at) : null
    })
    sending.current -= 1
    if (saved) announce(words.said[wish])
    else showToast({ message: texts.unreachable })
    if (tells && sending.current === 0) refresh(() => router.refresh())
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    const [wish, short = ''] = submitter.value.split(':') as [Wish | 'none', string]
    void say(wish, short)
  }

  return (
    <form id={wishForm} action={post} onSubmit={submit}>
      {served?.message && (
        <p className={served.ok ? 'sr-only' : 'notice notice-bad'} role="status">
          {served.message}
        </p>
      )}
      {children}
    </form>
  )
}

/** Goes on to the next wish: of the talk that the page is about, or of the one that has the focus. */
function pressNext() {
  const choices = [...document.querySelectorAll<HTMLButtonElement>(`#${wishForm} fieldset button`)]
  const at = choices.findIndex((it) => it.getAttribute('aria-pressed') === 'true')
  const mark = document.activeElement
    ?.closest('li')
    ?.querySelector<HTMLButtonElement>('button.wish-mark')
  const button = mark ?? choices[at + 1] ?? choices[at]
  if (!button) return false
  button.click()
}
