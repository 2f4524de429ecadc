import type { ReactNode } from 'react'

type Fact = { name: string; count: number | null; words: ReactNode }

/** What a file holds, as a row of large numbers; a question mark for what it does not say. */
export function FactList({ label, facts }: { label: string; facts: Fact[] }) {
  const { length } = facts
  const many = length > 5 ? 'sm:grid-cols-6' : 'sm:grid-cols-5'
  const columns = length > 4 ? many : 'sm:grid-cols-4'
  return (
    <dl className={`card grid grid-cols-2 gap-4 ${columns}`} aria-label={label}>
      {facts.map(({ name, count, words }) => (
        <div key={name} className="flex flex-col-reverse justify-end">
          <dt className="text-sm text-ink-2">{words}</dt>
          <dd className="text-xl font-bold tabular-nums">{count ?? '?'}</dd>
        </div>
      ))}
    </dl>
  )
}

type Count = { name: string; count: number; words: ReactNode; href?: string | false }

/** What happens to how much; a number that is not zero may lead to its part of the page. */
export function CountList({ label, counts }: { label?: string; counts: Count[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap" aria-label={label}>
      {counts.map(({ name, count, words, href }) => {
        const shown = (
          <>
            <span className="font-semibold tabular-nums">{count}</span> {words}
          </>
        )
        return (
          <li key={name} className={count === 0 ? 'text-ink-3' : ''}>
            {href && count > 0 ? <a href={href}>{shown}</a> : shown}
          </li>
        )
      })}
    </ul>
  )
}
