import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'

/** Makes addresses of this very page with one thing opened, as commentView (../schema.ts) reads them. */
export function useOpenings() {
  const asked = useSearchParams()
  return useMemo(() => {
    const rest = new URLSearchParams(asked)
    // One thing is open at a time
    for (const open of ['reply', 'edit-comment', 'comment', 'thread']) rest.delete(open)
    const others = rest.size > 0 ? `?${rest}&` : '?'
    return (opening: Record<string, string>) => `${others}${new URLSearchParams(opening)}`
  }, [asked])
}
