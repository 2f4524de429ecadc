'use client'

import { type ComponentProps, type ReactNode, useId } from 'react'
import { useFormState } from './action-form'
import { useUiTexts } from './ui-texts'

type Common = {
  name: string
  label: string
  hint?: ReactNode
  /** Says "optional" after the label. Mark the rarer of the two, not both. */
  optional?: boolean
  /** Keeps the label for screen readers alone, where the place says enough. */
  hideLabel?: boolean
  /** An error known before anything was sent. */
  error?: string
}

function useField({ name, hint, error }: Common) {
  const id = useId()
  const form = useFormState()
  const shown = form.errors[name] ?? error
  const first = Object.keys(form.errors)[0] === name
  const described = [hint && `${id}-hint`, shown && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    shown,
    typed: form.values?.[name],
    refilled: form.values !== null,
    control: {
      id,
      name,
      'aria-invalid': shown ? true : undefined,
      'aria-describedby': described || undefined,
      // Only without script is a field mounted with an error: the browser then goes there itself.
      ...(first && { autoFocus: true }),
    },
  }
}

type FrameProps = Common & { id: string; shown: string | undefined; children: ReactNode }

function Frame({ id, label, hint, optional, hideLabel, shown, children }: FrameProps) {
  const texts = useUiTexts()
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'field-label'}>
        {label}
        {optional && <span className="field-optional"> ({texts.optional})</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={shown} />
    </div>
  )
}

function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null
  return (
    <p id={`${id}-error`} className="field-error">
      {error}
    </p>
  )
}

function split<P extends Common>(props: P) {
  const { label, hint, optional, hideLabel, error, ...control } = props
  const { name } = control
  return { common: { name, label, hint, optional, hideLabel, error } as Common, control }
}

/** One line of text, a date, a number, a file. The form's error and refilled value come by name. */
export function Field(props: Common & ComponentProps<'input'>) {
  const { common, control } = split(props)
  const { defaultValue, className = '', required, ...rest } = control
  const field = useField(common)
  const value = rest.type === 'file' ? {} : { defaultValue: field.typed ?? defaultValue }
  return (
    <Frame {...common} id={field.id} shown={field.shown}>
      <input
        className={`control ${className}`.trim()}
        aria-required={required}
        {...rest}
        {...value}
        {...field.control}
      />
    </Frame>
  )
}

export function TextArea(props: Common & ComponentProps<'textarea'>) {
  const { common, control } = split(props)
  const { defaultValue, className = '', required, ...rest } = control
  const field = useField(common)
  return (
    <Frame {...common} id={field.id} shown={field.shown}>
      <textarea
        className={`control ${className}`.trim()}
        aria-required={required}
        {...rest}
        defaultValue={field.typed ?? defaultValue}
        {...field.control}
      />
    </Frame>
  )
}

/** A native select; the options are its children. */
export function SelectField(props: Common & ComponentProps<'select'>) {
  const { common, control } = split(props)
  const { defaultValue, className = '', required, children, ...rest } = control
  const field = useField(common)
  return (
    <Frame {...common} id={field.id} shown={field.shown}>
      <select
        className={`control ${className}`.trim()}
        aria-required={required}
        {...rest}
        defaultValue={field.typed ?? defaultValue}
        {...field.control}
      >
        {children}
      </select>
    </Frame>
  )
}

/** A box to tick, with its label behind it. */
export function CheckField(props: Common & ComponentProps<'input'>) {
  const { common, control } = split(props)
  const { defaultChecked, required, ...rest } = control
  const field = useField(common)
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          aria-required={required}
          {...rest}
          defaultChecked={field.refilled ? field.typed !== undefined : defaultChecked}
          {...field.control}
        />
        <span>{common.label}</span>
      </label>
      {common.hint && (
        <p id={`${field.id}-hint`} className="field-hint">
          {common.hint}
        </p>
      )}
      <FieldError id={field.id} error={field.shown} />
    </div>
  )
}
