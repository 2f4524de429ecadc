'use client'

import { useFormState } from '@/components/ui/action-form'
import { CopyField } from '@/components/ui/copy-field'

type NewAddressProps = { label: string; copy: string; copied: string }

/** The address that the form around it has just made. */
export function NewAddress({ label, copy, copied }: NewAddressProps) {
  const { shown } = useFormState()
  if (!shown?.address) return null
  return <CopyField label={label} value={shown.address} copyLabel={copy} copiedLabel={copied} />
}
