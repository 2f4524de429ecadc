import { Field } from '@/components/ui/field'

/** Where a password is chosen; browsers offer to make one up. */
export function NewPassword({ label, hint }: { label: string; hint: string }) {
  return (
    <Field
      name="password"
      type="password"
      label={label}
      hint={hint}
      autoComplete="new-password"
      required
    />
  )
}
