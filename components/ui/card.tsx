import { type ReactNode, useId } from 'react'

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
  const name = useId()
  return (
    <section
      className={`card ${className}`.trim()}
      id={id}
      aria-labelledby={title ? name : undefined}
    >
      {(title || aside) && (
        <div className="card-head">
          {title && (
            <Heading className="card-title" id={name}>
              {title}
            </Heading>
          )}
          {aside && <span className="count">{aside}</span>}
        </div>
      )}
      {children}
    </section>
  )
}
