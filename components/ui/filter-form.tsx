'use client'

import { Button } from './button'
import { PendingLink } from './pending-link'

/** One of several things that a filter may be narrowed to. */
export type FilterChoice = {
  /** Of the address */
  name: string
  label: string
  /** What stands there while nothing is chosen, if that is not the label */
  all?: string
  chosen: string | undefined
  options: [value: string, name: string][]
}

type FilterFormProps = {
  action: string
  /** What else the address holds and has to keep. */
  kept?: Record<string, string | undefined>
  q: string | undefined
  choices: FilterChoice[]
  tick?: { name: string; label: string; on: boolean }
  clearHref: string | null
  words: Record<'filter' | 'search' | 'apply' | 'clear', string>
}

/**
 * Words and choices, as a plain form whose answer is an address. Drawn from data, since there may be
 * dozens of rooms to choose from (decision 16).
 */
export function FilterForm(props: FilterFormProps) {
  const { action, kept = {}, q, choices, tick, clearHref, words } = props
  return (
    <search className="filter-form">
      <form action={action} aria-label={words.filter}>
        {Object.entries(kept).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <input
          type="search"
          name="q"
          defaultValue={q}
          placeholder={words.search}
          aria-label={words.search}
          maxLength={200}
          className="control"
        />
        {choices.map(({ name, label, all, chosen, options }) => (
          <select
            key={name}
            name={name}
            aria-label={label}
            defaultValue={chosen ?? ''}
            className="control"
          >
            <option value="">{all ?? label}</option>
            {options.map(([value, shown]) => (
              <option key={value} value={value}>
                {shown}
              </option>
            ))}
          </select>
        ))}
        {tick && (
          <label className="check">
            <input type="checkbox" name={tick.name} value="1" defaultChecked={tick.on} />
            {tick.label}
          </label>
        )}
        <Button type="submit">{words.apply}</Button>
        {clearHref && (
          <PendingLink href={clearHref} className="button button-quiet">
            {words.clear}
          </PendingLink>
        )}
      </form>
    </search>
  )
}
