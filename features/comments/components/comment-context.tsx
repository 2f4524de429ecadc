'use client'

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Draft } from '@/components/outbox/device-store'
import { resumableDrafts } from '@/components/outbox/drafts'
import { outboxState, subscribeToOutbox } from '@/components/outbox/outbox'
import { draftsOf, waitingPlace } from './comment-drafts'
import type { CommentTexts } from './comment-words'
import { signedNow, subscribeToReactions } from './reaction-store'
import { useOpenings } from './use-openings'

/** What all comments and their forms on a page share; in the reader's language already. */
export type CommentsHere = {
  team: string
  me: { id: string; name: string }
  /** Where comments are PUT, without the id */
  api: string
  /** Leads back to this page */
  signIn: string
  /** For the one form that a page without script sends */
  newId: string
  mayComment: boolean
  /** By user; of the authors of what is shown */
  names: Record<string, string>
  texts: CommentTexts
}

type Context = CommentsHere & {
  drafts: readonly Draft[]
  /** The address of this page with something opened */
  href: ReturnType<typeof useOpenings>
  /** Holds the id of everything on which words or signs are on their way */
  stirring: string
}

const Here = createContext<Context | null>(null)

/** What the components of comments know of the page around them. */
export function useComments(): Context {
  const here = useContext(Here)
  if (!here) throw new Error('Comments stand inside of CommentsFrame')
  return here
}

const none: readonly Draft[] = []

/** Everything on which words wait for the server, as one string: equal while nothing changes. */
function waitingOn(userId: string): string {
  const places = new Set(outboxState().waiting.map(({ place }) => place))
  const mine = waitingPlace(userId, '')
  return [...places].filter((place) => place.startsWith(mine)).join(' ')
}

/** Around everything on a page that shows comments. Finds what was being written before it was opened. */
export function CommentContext({ here, children }: { here: CommentsHere; children: ReactNode }) {
  const [drafts, setDrafts] = useState(none)
  const { id } = here.me
  useEffect(() => {
    let left = false
    void resumableDrafts(draftsOf(id)).then((found) => {
      if (!left && found.length > 0) setDrafts(found)
    })
    return () => {
      left = true
    }
  }, [id])
  const href = useOpenings()
  // Once for the page: asked by each of a hundred comments, it would cost more than the comments
  const waiting = useSyncExternalStore(
    subscribeToOutbox,
    () => waitingOn(id),
    () => '',
  )
  const signed = useSyncExternalStore(subscribeToReactions, signedNow, () => '')
  const stirring = waiting + signed
  const value = useMemo(() => ({ ...here, drafts, href, stirring }), [here, drafts, href, stirring])
  return <Here value={value}>{children}</Here>
}
