import { useEffect, useId, useRef, useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import type { Role } from '@/prisma/generated/client'
import type { Choice } from '../completion'
import { type OpenList, watchMarks } from './completion-keys'

export type CompletionTexts = {
  /** Names of the list, by the sign that opens it */
  people: string
  topics: string
  /** Said behind a name that two people have */
  roles: Record<Role, string>
}

type Props = { url: string; texts: CompletionTexts }

/** The list at the caret. The field keeps the focus and says which option is the active one. */
export function CompletionList({ url, texts }: Props) {
  const [open, setOpen] = useState<OpenList | null>(null)
  const choose = useRef<(choice: Choice) => void>(() => {})
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    const listening = new AbortController()
    choose.current = watchMarks(url, setOpen, listening.signal)
    return () => listening.abort()
  }, [url])

  const { area, active } = open ?? {}
  useEffect(() => {
    if (!area) return
    const said = { role: 'combobox', 'aria-expanded': 'true', 'aria-controls': id }
    const all = { ...said, 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' }
    for (const [name, value] of Object.entries(all)) area.setAttribute(name, value)
    return () => {
      for (const name of [...Object.keys(all), 'aria-activedescendant']) area.removeAttribute(name)
    }
  }, [area, id])

  useEffect(() => {
    area?.setAttribute('aria-activedescendant', `${id}-${active}`)
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [area, active, id])

  if (!open) return null
  const { choices, place, typing } = open
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={typing.sign === '@' ? texts.people : texts.topics}
      className="menu-panel completions"
      style={place}
    >
      {choices.map((choice, index) => (
        <button
          key={choice.written}
          id={`${id}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="menu-item"
          // The focus stays where one types
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose.current(choice)}
        >
          {choice.person ? <Avatar person={choice.person} /> : <span aria-hidden="true">#</span>}
          <span className="completion-name">{choice.person?.name ?? choice.name}</span>
          {choice.person && choice.person.name !== choice.name && (
            <span className="note-facts">
              {texts.roles[choice.person.role as Role]}{' '}
              {choice.name.slice(choice.name.lastIndexOf('~'))}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
