import type { ComponentProps, ReactNode } from 'react'
import { type ButtonVariant, buttonClass } from './button'
import { PendingLink } from './pending-link'

type MenuProps = {
  /** What the button shows. */
  trigger: ReactNode
  /** The button's name where it shows only an icon. */
  label?: string
  variant?: ButtonVariant
  caret?: boolean
  /** Which edge of the button the panel lines up with, and whether it opens upward. */
  align?: 'start' | 'end'
  up?: boolean
  className?: string
  children: ReactNode
}

/**
 * A disclosure of links and small forms behind a button. It opens without script;
 * `PageBehaviour` adds closing by Escape, by a click elsewhere and after a choice.
 */
export function Menu(props: MenuProps) {
  const { trigger, label, variant = 'secondary', caret = !label, children } = props
  const place = `menu${props.align === 'end' ? ' menu-end' : ''}${props.up ? ' menu-up' : ''}`
  const look = `${label ? 'button-icon ' : ''}${caret ? 'menu-caret ' : ''}${props.className ?? ''}`
  return (
    <details className={place} name="menu" data-menu="">
      <summary className={buttonClass(variant, look.trim())} aria-label={label} title={label}>
        {trigger}
      </summary>
      <div className="menu-panel">{children}</div>
    </details>
  )
}

export function MenuLink({ className = '', ...props }: ComponentProps<typeof PendingLink>) {
  return <PendingLink className={`menu-item ${className}`.trim()} {...props} />
}

/** A choice in a menu that does something: a submit button of the form around it. */
export function MenuButton({
  danger = false,
  type = 'submit',
  ...props
}: ComponentProps<'button'> & { danger?: boolean }) {
  return (
    <button
      type={type}
      className={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      {...props}
    />
  )
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <p className="menu-heading">{children}</p>
}

export function MenuRule() {
  return <div className="menu-rule" />
}
