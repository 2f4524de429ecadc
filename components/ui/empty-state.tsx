import type { ReactNode } from 'react'

type EmptyStateProps = {
  title: string
  /** What belongs here, in a sentence. */
  children?: ReactNode
  /** The one next step. */
  action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty slot">
      <p className="empty-title">{title}</p>
      {children && <p>{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}
