import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useEffect, useState, useTransition } from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { Dialog } from '@/components/ui/dialog'
import { showToast } from '@/components/ui/toast-store'
import { useUiTexts } from '@/components/ui/ui-texts'
import type { Adding } from '../../anywhere'

export type AddWords = Record<
  'titleOf' | 'title' | 'search' | 'create' | 'inList' | 'close',
  string
>

type AddDialogProps = {
  action: FormAction
  url: string
  words: AddWords
  address: string
  /** Called with nothing to add any more; the same function at every rendering. */
  onClose: (next: null) => void
}

const dialogId = 'add-to-list'

/** Searches among the lists, or names a new one; Enter takes the first. */
export function AddDialog({ action, url, words, address, onClose }: AddDialogProps) {
  const texts = useUiTexts()
  const [adding, setAdding] = useState<Adding | null>(null)
  const [typed, setTyped] = useState('')
  const [pending, startTransition] = useTransition()

  useEffect(() => {
    const dialog = document.getElementById(dialogId)
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
    let left = false
    fetch(`${url}?${new URLSearchParams({ address })}`)
      .then(async (answer) => {
        const told = await answer.json()
        if (left) return
        if (answer.ok) return setAdding(told)
        showToast({ message: told.detail ?? texts.unreachable })
        onClose(null)
      })
      .catch(() => {
        if (left) return
        showToast({ message: texts.unreachable })
        onClose(null)
      })
    return () => {
      left = true
    }
  }, [address, url, onClose, texts])

  const wanted = typed.trim().toLocaleLowerCase()
  const lists =
    adding?.lists.filter(({ title }) => title.toLocaleLowerCase().includes(wanted)) ?? []
  const known = adding?.lists.some(({ title }) => title.toLocaleLowerCase() === wanted)
  const create = wanted !== '' && !known && typed.trim()

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    const chosen = submitter instanceof HTMLButtonElement ? submitter.value : ''
    if (pending || !adding) return
    const data = new FormData()
    data.set('address', address)
    if (chosen) data.set('list', chosen)
    else data.set('title', typed.trim())
    startTransition(async () => {
      try {
        const answer = await action(null, data)
        const refused = answer?.ok === false
        const told = answer?.message ?? (refused && Object.values(answer.fieldErrors ?? {})[0])
        showToast({ message: told || texts.unreachable })
        if (!refused) document.querySelector<HTMLDialogElement>(`#${dialogId}`)?.close()
      } catch (error) {
        unstable_rethrow(error)
        showToast({ message: texts.unreachable })
      }
    })
  }

  const title = adding ? words.titleOf.replace('{title}', () => adding.title) : words.title
  return (
    <Dialog id={dialogId} title={title} closeLabel={words.close} onClose={() => onClose(null)}>
      <form className="form" onSubmit={add} aria-busy={pending || !adding}>
        <input
          type="search"
          className="control"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          aria-label={words.search}
          placeholder={words.search}
          maxLength={200}
          autoComplete="off"
        />
        <div className="add-lists">
          {lists.map((list) => (
            <button
              key={list.id}
              type="submit"
              value={list.id}
              className="menu-item"
              aria-label={
                list.contains ? words.inList.replace('{title}', () => list.title) : undefined
              }
            >
              <span aria-hidden="true">{list.contains ? '✓' : '+'}</span> {list.title}
            </button>
          ))}
          {create && (
            <button type="submit" value="" className="menu-item">
              {words.create.replace('{title}', () => create)}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
