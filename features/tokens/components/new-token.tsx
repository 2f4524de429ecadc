'use client'

import { useFormState } from '@/components/ui/action-form'
import { CopyField } from '@/components/ui/copy-field'

/** The token that the form around it has just made. */
export function NewToken(props: { label: string; copyLabel: string; copiedLabel: string }) {
  const { shown } = useFormState()
  if (!shown?.token) return null
  return <CopyField key={shown.token} value={shown.token} {...props} />
}
