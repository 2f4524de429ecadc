import type { ReactNode } from 'react'

type FailureProps = {
  title: string
  /** What happened and what one can do, in a sentence or two. */
  children: ReactNode
  /** A way on: a link home, a button that tries again. */
  action?: ReactNode
}

/** A page that cannot be shown. Plain enough to be rendered by an error boundary as well. */
export function Failure({ title, children, action }: FailureProps) {
  return (
    <div className="measure-narrow mx-auto py-[12vh]">
      <h1>{title}</h1>
      <div className="mt-2 text-ink-2">{children}</div>
      {action && <div className="actions mt-5">{action}</div>}
    </div>
  )
}
