import type { ReactNode } from 'react'

/** Instead of a page whose mailed link is used, too old or unknown. */
export function LinkOver({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h1 className="text-xl">{title}</h1>
      <p className="mt-2 text-ink-2">{children}</p>
    </div>
  )
}
