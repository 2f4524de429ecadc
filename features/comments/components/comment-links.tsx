'use client'

import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import { useOpenings } from './use-openings'

type CommentLinksProps = {
  /** The annotation that the comments hang on */
  id: string
  /** "3 comments", which leads to them; absent where there are none */
  count?: string
  /** "Comment", which opens the form; absent for those who may not */
  comment?: string
}

/** The way to the comments on one of many things of a page. */
export function CommentLinks({ id, count, comment }: CommentLinksProps) {
  const href = useOpenings()
  const at = shortId(id)
  return (
    <>
      {count && (
        <PendingLink className="quiet-link" href={href({ thread: at })} keepScroll>
          {count}
        </PendingLink>
      )}
      {comment && (
        <PendingLink
          className="quiet-link comment-start"
          href={href({ comment: at })}
          keepScroll
          prefetch={false}
          aria-keyshortcuts="c"
        >
          {comment}
        </PendingLink>
      )}
    </>
  )
}
