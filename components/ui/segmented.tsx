import type { ReactNode } from 'react'
import { PendingLink } from './pending-link'

type LinkOption = { href: string; label: ReactNode; current: boolean }

/** A choice among few that is kept in the address: views of one page. */
export function SegmentedLinks({ label, options }: { label: string; options: LinkOption[] }) {
  return (
    <nav className="segmented" aria-label={label}>
      {options.map((option) => (
        <PendingLink
          key={option.href}
          href={option.href}
          keepScroll
          aria-current={option.current ? 'true' : undefined}
        >
          {option.label}
        </PendingLink>
      ))}
    </nav>
  )
}

type Option = { value: string; label: ReactNode }

/** A choice among few inside a form: radio buttons that look like one control. */
export function SegmentedRadios({
  name,
  label,
  hideLabel = false,
  options,
  defaultValue,
}: {
  name: string
  label: string
  hideLabel?: boolean
  options: Option[]
  defaultValue?: string
}) {
  return (
    <fieldset className="field">
      <legend className={hideLabel ? 'sr-only' : 'field-label mb-1'}>{label}</legend>
      <div className="segmented">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** A choice that is sent at once: each option submits the form around it with `name=value`. */
export function SegmentedButtons({
  name,
  label,
  options,
  current,
}: {
  name: string
  label: string
  options: Option[]
  current?: string | null
}) {
  return (
    <fieldset className="segmented">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="submit"
          name={name}
          value={option.value}
          aria-pressed={option.value === current}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
