'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'

/**
 * Sends the form around it and says so while it goes. It is never `disabled` meanwhile, because
 * that would drop the focus; the form itself refuses a second submit.
 */
export function SubmitButton({
  variant = 'primary',
  children,
  ...props
}: Omit<ComponentProps<typeof Button>, 'type'>) {
  const { pending } = useFormStatus()
  return (
    <Button type="submit" variant={variant} aria-disabled={pending || undefined} {...props}>
      {children}
      {pending && <span className="spinner" aria-hidden="true" />}
    </Button>
  )
}
