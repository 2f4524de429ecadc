import type { ReactNode } from 'react'

type CardProps = {
  title?: ReactNode
  /** Beside the title, at the end: a count, a link. */
  aside?: ReactNode
  /** The level of the title in the page's outline. */
  level?: 2 | 3 | 4
  className?: string
  id?: string
  children: ReactNode
}

/** A panel with a small title. */
export function Card({ title, aside, level = 2, className = '', id, children }: CardProps) {
  const Heading = `h${level}` as const
  return (
    <section className={`card ${className}`.trim()} id={id}>
      {(title || aside) && (
        <div className="card-head">
          {title && <Heading className="card-title">{title}</Heading>}
          {aside && <span className="count">{aside}</span>}
        </div>
      )}
      {children}
    </section>
  )
}
