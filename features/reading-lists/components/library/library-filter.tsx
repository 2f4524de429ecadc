'use client'

import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'

export type Choice = {
  /** Of the address */
  name: string
  /** What it chooses, as its first option says when nothing is chosen */
  label: string
  chosen: string
  options: [value: string, name: string][]
}

type LibraryFilterProps = {
  action: string
  q: string
  choices: Choice[]
  clearHref: string | null
  words: Record<'filter' | 'search' | 'apply' | 'clear', string>
}

/** Words and choices, as a plain form whose answer is an address. Drawn from data (decision 16). */
export function LibraryFilter({ action, q, choices, clearHref, words }: LibraryFilterProps) {
  return (
    <search className="programme-filter library-filter">
      <form action={action} aria-label={words.filter}>
        <input
          type="search"
          name="q"
          defaultValue={q}
          placeholder={words.search}
          aria-label={words.search}
          maxLength={200}
          className="control"
        />
        {choices.map(({ name, label, chosen, options }) => (
          <select
            key={name}
            name={name}
            aria-label={label}
            defaultValue={chosen}
            className="control"
          >
            <option value="">{label}</option>
            {options.map(([value, shown]) => (
              <option key={value} value={value}>
                {shown}
              </option>
            ))}
          </select>
        ))}
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
