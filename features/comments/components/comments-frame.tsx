import type { ReactNode } from 'react'
import { CommentContext } from './comment-context'
import type { Discussed } from './comment-place'
import { ReactionPicker } from './reaction-picker'

/** Around everything on a page that shows comments. */
export function CommentsFrame({ place, children }: Discussed & { children: ReactNode }) {
  return (
    <CommentContext here={place.here}>
      {children}
      <ReactionPicker />
    </CommentContext>
  )
}
