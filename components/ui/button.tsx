import type { ComponentProps, ReactNode } from 'react'
import { PendingLink } from './pending-link'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

type Variant = { variant?: ButtonVariant }

/** Classes of a button, for the rare element that is neither `<button>` nor link (a `<summary>`). */
export function buttonClass(variant: ButtonVariant = 'secondary', extra = ''): string {
  return `button button-${variant} ${extra}`.trim()
}

/** A button. Its type is "button" unless said otherwise; in an action form use SubmitButton. */
export function Button({
  variant,
  className,
  type = 'button',
  ...props
}: ComponentProps<'button'> & Variant) {
  return <button type={type} className={buttonClass(variant, className)} {...props} />
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton({
  variant,
  className,
  ...props
}: ComponentProps<typeof PendingLink> & Variant) {
  return <PendingLink className={buttonClass(variant, className)} {...props} />
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> &
  Variant & { label: string; icon: ReactNode }

/** A square button that shows only an icon; `label` is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  variant = 'quiet',
  className = '',
  type = 'button',
  ...props
}: IconButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(variant, `button-icon ${className}`)}
      aria-label={label}
      title={label}
      {...props}
    >
      {icon}
    </button>
  )
}
