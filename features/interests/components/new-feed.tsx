'use client'

import { useFormState } from '@/components/ui/action-form'
import { CopyField } from '@/components/ui/copy-field'

/** The address that the form around it has just made. */
export function NewFeed(props: { label: string; copyLabel: string; copiedLabel: string }) {
  const { shown } = useFormState()
  if (!shown?.address) return null
  return <CopyField key={shown.address} value={shown.address} {...props} />
}
