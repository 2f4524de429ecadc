'use client'

import { useKeys } from '@/components/ui/use-keys'
import { pressInFocused } from '@/features/annotations/components/focused'

/** `c` begins a comment on the annotation that has the focus. */
export function CommentKey({ label }: { label: string }) {
  useKeys([{ key: 'c', label, group: 'note', run: () => pressInFocused('c') }])
  return null
}
