'use client'

import {
  type FormEvent,
  lazy,
  Suspense,
  useActionState,
  useEffect,
  useSyncExternalStore,
} from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { announce, showToast } from '@/components/ui/toast-store'
import { useUiTexts } from '@/components/ui/ui-texts'
import { useKeys } from '@/components/ui/use-keys'
import { paths } from '@/lib/paths'
import { type Mark, marks } from '../../mine/marks'
import { mineForm } from './mine-mark'
import type { MineMenuWords } from './mine-menu'
import { openedMine, sendMark, settleMine, subscribeToMine } from './mine-store'

const MineMenu = lazy(() => import('./mine-menu').then(({ MineMenu }) => ({ default: MineMenu })))

type MineFormProps = {
  action: FormAction
  /** Slug of the team and id of the reader. */
  team: string
  userId: string
  /** When the page was drawn, ISO. */
  drawn: string
  words: MineMenuWords & { key: string; undo: string; marked: Record<Mark, string> }
}

/** The one form that the marks of all rows belong to. With script they are set without a page anew. */
export function MineForm({ action, team, userId, drawn, words }: MineFormProps) {
  const texts = useUiTexts()
  const [served, post] = useActionState(action, null)
  const opened = useSyncExternalStore(subscribeToMine, openedMine, () => null)
  useEffect(() => settleMine(drawn), [drawn])
  useKeys([{ key: 'x', label: words.key, group: 'page', run: markFocused }])

  async function set(act: string) {
    const [mark, type, id] = act.split(':') as [Mark, 'link' | 'session', string]
    const url = paths.progressApi(team, { type, id })
    const saved = await sendMark(`${type}:${id}`, mark, marks[mark], { url, userId })
    const message = saved ? words.marked[mark] : texts.unreachable
    // What is put off is not to be seen in its row
    const undo = { label: words.undo, action, fields: { act: `now:${type}:${id}` } }
    if (saved && (mark === 'tomorrow' || mark === 'week')) showToast({ message, undo })
    else if (saved) announce(message)
    else showToast({ message })
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    void set(submitter.value)
  }

  return (
    <form id={mineForm} action={post} onSubmit={submit}>
      {served?.message && (
        <p className={served.ok ? 'notice notice-good' : 'notice notice-bad'} role="status">
          {served.message}
        </p>
      )}
      {opened && (
        <Suspense fallback={null}>
          <MineMenu key={opened.on} {...opened} words={words} onChoose={set} />
        </Suspense>
      )}
    </form>
  )
}

/** The row of a list in which the focus is. */
function markFocused() {
  const row = document.activeElement?.closest('li')
  const button = row?.querySelector<HTMLButtonElement>('button.mine-mark')
  if (!button) return false
  button.click()
}
