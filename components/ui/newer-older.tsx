import { LinkButton } from './button'

type NewerOlderProps = {
  /** From 1 */
  page: number
  more: boolean
  /** The address of another page */
  at: (page: number) => string
  words: { newer: string; older: string }
  className?: string
}

/** The ways to the pages before and after this one, the newest first; nothing where there is but one. */
export function NewerOlder({ page, more, at, words, className = 'actions' }: NewerOlderProps) {
  if (page === 1 && !more) return null
  return (
    <div className={className}>
      {page > 1 && <LinkButton href={at(page - 1)}>{words.newer}</LinkButton>}
      {more && <LinkButton href={at(page + 1)}>{words.older}</LinkButton>}
    </div>
  )
}
