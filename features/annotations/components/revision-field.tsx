'use client'

import { type ReactNode, useState } from 'react'
import { useFormState } from '@/components/ui/action-form'

/**
 * The revision that the form around it has seen. It stays the one the form was opened with, however
 * often the page is refreshed, until a stale save has been told: then `children` show what is stored
 * now, and saving again names that revision.
 */
export function RevisionField({ current, children }: { current: number; children: ReactNode }) {
  const [opened] = useState(current)
  const { errors } = useFormState()
  const stale = 'revision' in errors
  return (
    <>
      <input type="hidden" name="revision" value={stale ? current : opened} />
      {stale && children}
    </>
  )
}
