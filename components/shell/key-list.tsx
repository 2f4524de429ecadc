'use client'

import { Fragment, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Dialog } from '@/components/ui/dialog'
import {
  declaredKeys,
  isLetter,
  type Key,
  keyGroups,
  lettersOff,
  subscribeToKeys,
  switchLetters,
} from '@/components/ui/keys'
import { useKeys } from '@/components/ui/use-keys'
import type { ShellWords } from './surroundings'

const dialogId = 'keys'
const asked = 'hallway:keys'

/** Shows the list of keys. */
export function openKeyList(): void {
  document.dispatchEvent(new Event(asked))
}

/** The keys that work on this page, as the page declares them; `?` or the user's menu opens it. */
export function KeyList({ words }: { words: ShellWords['keys'] }) {
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  useKeys([{ key: '?', label: words.list, group: 'page', run: openKeyList }])

  useEffect(() => {
    const show = () => setOpen(true)
    document.addEventListener(asked, show)
    return () => document.removeEventListener(asked, show)
  }, [])

  useEffect(() => {
    const dialog = document.getElementById(dialogId)
    if (!open || !(dialog instanceof HTMLDialogElement)) return
    dialog.showModal()
    // Not at the box below the list, to which the browser goes by itself
    list.current?.focus()
    dialog.scrollTop = 0
  }, [open])

  if (!open) return null
  return (
    <Dialog
      id={dialogId}
      title={words.title}
      closeLabel={words.close}
      onClose={() => setOpen(false)}
    >
      <div ref={list} className="keys" tabIndex={-1}>
        <Declared words={words} />
      </div>
    </Dialog>
  )
}

function Declared({ words }: { words: ShellWords['keys'] }) {
  const declared = useSyncExternalStore(subscribeToKeys, declaredKeys, declaredKeys)
  const off = lettersOff()
  const listed = declared.filter(
    (it) => it.label && declared.findLast(({ key }) => key === it.key) === it,
  )
  const groups = keyGroups.map((group) => ({
    group,
    keys: listed.filter(({ group: own = 'page' }) => own === group),
  }))
  return (
    <>
      {groups.map(
        ({ group, keys }) =>
          keys.length > 0 && (
            <section key={group} aria-label={words.groups[group]}>
              <h3>{words.groups[group]}</h3>
              <dl>
                {keys.map(({ key, label }) => (
                  <div key={key} data-off={off && isLetter(key) ? '' : undefined}>
                    <dt>
                      <Caps name={key} />
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ),
      )}
      <label className="keys-letters">
        <input
          type="checkbox"
          checked={!off}
          onChange={({ target }) => switchLetters(!target.checked)}
        />
        <span>
          {words.letters}
          <small>{words.lettersHint}</small>
        </span>
      </label>
    </>
  )
}

/** A key as the keyboard in front of the reader names it. */
function Caps({ name }: { name: Key['key'] }) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform)
  const caps: Record<string, string> = apple
    ? { Control: '⌘', Alt: '⌥', Enter: '↩', Escape: 'esc' }
    : { Control: 'Ctrl', Escape: 'Esc' }
  return name.split('+').map((part, index) => (
    <Fragment key={part}>
      {index > 0 && ' + '}
      <kbd className="key">{caps[part] ?? (part.length === 1 ? part.toUpperCase() : part)}</kbd>
    </Fragment>
  ))
}
