import type { ReactNode } from 'react'

type CountedSectionProps = {
  id: string
  title: string
  count: number
  className?: string
  children: ReactNode
}

/** A part of a preview or report: how many there are of something, then each of them. */
export function CountedSection(props: CountedSectionProps) {
  const { id, title, count, className = 'mt-8', children } = props
  return (
    <section className={className} id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="text-lg">
        {title} <span className="count">{count}</span>
      </h2>
      {children}
    </section>
  )
}
