'use client'

import { useFormState } from '@/components/ui/action-form'
import { CopyField } from '@/components/ui/copy-field'

/** The link of the invitation that the form around it has just made. */
export function InvitationLink(props: { label: string; copyLabel: string; copiedLabel: string }) {
  const { shown } = useFormState()
  if (!shown?.link) return null
  return <CopyField key={shown.link} value={shown.link} {...props} />
}
