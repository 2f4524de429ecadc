import { useState } from 'react'
import { useComments } from './comment-context'
import { openFormsOf } from './comment-drafts'

/**
 * Which forms are open about one thing: the one that the address names, those that hold what was being
 * written when the page was left, and what was opened and closed since.
 */
export function useForms(subjectId: string, addressed: string | null) {
  const { me, drafts } = useComments()
  const [chosen, choose] = useState<Record<string, boolean>>({})
  const begun = openFormsOf(me.id, drafts, subjectId)
  return {
    begun,
    isOpen: (form: string) => chosen[form] ?? (form === addressed || begun.includes(form)),
    /** Opened on purpose, it should have the focus */
    isFocused: (form: string) => chosen[form] ?? form === addressed,
    open: (form: string) => choose((others) => ({ ...others, [form]: true })),
    close: (form: string) => choose((others) => ({ ...others, [form]: false })),
  }
}

export type Forms = ReturnType<typeof useForms>
