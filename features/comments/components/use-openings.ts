import { usePathname, useSearchParams } from 'next/navigation'

/** Makes addresses of this very page with one thing opened, as commentView (../schema.ts) reads them. */
export function useOpenings() {
  const path = usePathname()
  const rest = new URLSearchParams(useSearchParams())
  // One thing is open at a time
  for (const open of ['reply', 'edit-comment', 'comment', 'thread']) rest.delete(open)
  return (opening: Record<string, string>) =>
    `${path}?${new URLSearchParams([...rest, ...Object.entries(opening)])}`
}
