import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { Draft } from '@/components/outbox/device-store'
import { draftFor, forgetDraft, keepDraft, layAside } from '@/components/outbox/drafts'
import { useComments } from './comment-context'
import { draftPlace, fieldsOf, formOf, send, type Writing } from './comment-drafts'

/** A form that is open listens for it: a draft under the place of its detail has come back. */
export const cameBack = 'hallway:comment-came-back'

/**
 * What script adds to the form of a comment: every keystroke is kept on this device, Ctrl or ⌘ + Enter
 * sends, Escape closes, and what is sent goes out by the outbox. `kept`: whether the words typed are on
 * this device, null where there are none. `seen`: the revision they would replace. `wrong`: why they
 * cannot be sent.
 */
export function useCommentWriting(
  mark: RefObject<HTMLInputElement | null>,
  writing: Writing,
  onClose: (() => void) | undefined,
) {
  const { me, api, texts } = useComments()
  const place = draftPlace(me.id, formOf(writing))
  const revision = writing.as === 'edit' ? writing.comment.revision : 0
  const [kept, setKept] = useState<boolean | null>(null)
  const [seen, setSeen] = useState(revision)
  const [wrong, setWrong] = useState('')
  // What the listeners below go by; they are not set up anew for each refresh of the page
  const latest = useRef({ writing, revision, seen, onClose, texts })
  useEffect(() => {
    latest.current = { writing, revision, seen, onClose, texts }
  })

  const closed = useRef(false)
  const cancel = useCallback(() => {
    closed.current = true
    latest.current.onClose?.()
  }, [])

  useEffect(() => {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    if (!form || !area) return
    const listening = new AbortController()
    const { signal } = listening
    const userId = me.id
    let draft: Pick<Draft, 'id' | 'startedAt'> | null = null
    let sent = false
    const stored = () => sourceOf(latest.current.writing)
    // What stands in the field without anybody having typed it, though something else is stored by now
    let put: string | null = stored()
    const written = () => area.value !== stored() && area.value !== put

    const words = (closed: boolean): Omit<Draft, 'tab' | 'changedAt'> => {
      draft ??= { id: v7(), startedAt: new Date().toISOString() }
      const { writing, seen } = latest.current
      const fields = fieldsOf(writing, area.value, seen)
      return { ...draft, place, fields: { ...fields, ...(closed && { closed: 'yes' }) } }
    }

    function changed() {
      put = null
      setWrong('')
      if (!written()) {
        if (draft) void forgetDraft(draft.id)
        draft = null
        setKept(null)
        return
      }
      const draftNow = words(false)
      void keepDraft(draftNow).then((done) => {
        if (draft?.id === draftNow.id) setKept(done)
        // Sent while it was being kept
        else void forgetDraft(draftNow.id)
      })
    }

    // Words that the server put there, or that were typed before this ran, are newer than a draft
    async function resume() {
      const found = await draftFor(place)
      if (signal.aborted || sent) return
      if (!written() && found && area) {
        draft = { id: found.id, startedAt: found.startedAt }
        const { body = '', revision, why } = found.fields
        if (revision) {
          latest.current.seen = Number(revision)
          setSeen(Number(revision))
        }
        area.value = body
        area.dispatchEvent(new Event('input', { bubbles: true }))
        setWrong(why ?? '')
      } else if (written()) changed()
    }

    async function takeIn() {
      if (draft && written()) await layAside({ ...words(true), tab: '', changedAt: Date.now() })
      draft = null
      if (area) area.value = put = stored()
      await resume()
      area?.focus()
    }

    async function save(keep: boolean) {
      const { writing, revision, seen, onClose, texts } = latest.current
      if (!area?.value.trim()) {
        setWrong(texts.required)
        area?.focus()
        return
      }
      if (!written() && !keep) return onClose?.()
      const { id, startedAt } = words(false)
      // What is stored now stands below the words, once it is another than they began with
      const fields = fieldsOf(writing, area.value.trim(), Math.max(seen, revision))
      draft = null
      sent = true
      const going = send(
        writing,
        { id, startedAt, fields: { ...fields, ...(keep && { keep: 'stored' }) } },
        { userId, api, saved: texts.saved },
      )
      area.value = put = stored()
      setKept(null)
      setWrong('')
      onClose?.()
      await going
      await forgetDraft(id)
      sent = false
      if (!written()) await resume()
    }

    void resume()
    area.addEventListener('input', changed, { signal })
    form.addEventListener(
      'keydown',
      (event) => {
        if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target === area) {
          event.preventDefault()
          void save(false)
        }
        if (event.key === 'Escape') cancel()
      },
      { signal },
    )
    form.addEventListener(
      'submit',
      (event) => {
        event.preventDefault()
        event.stopPropagation()
        void save(event.submitter?.getAttribute('name') === 'keep')
      },
      { signal },
    )
    document.addEventListener(
      cameBack,
      (event) => (event as CustomEvent<string>).detail === place && void takeIn(),
      { signal },
    )
    return () => {
      listening.abort()
      // They come back when the form is opened again, and not before
      if (closed.current && draft && !sent && written()) void keepDraft(words(true))
    }
  }, [place, api, me.id, mark, cancel])

  return { kept, seen, wrong, cancel }
}

const sourceOf = (writing: Writing) => (writing.as === 'edit' ? writing.comment.source : '')
