'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Draft } from '@/components/outbox/device-store'
import { resumableDrafts } from '@/components/outbox/drafts'
import { draftsOf } from './comment-drafts'
import type { CommentTexts } from './comment-words'

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

type Context = CommentsHere & { drafts: readonly Draft[] }

const Here = createContext<Context | null>(null)

/** What the components of comments know of the page around them. */
export function useComments(): Context {
  const here = useContext(Here)
  if (!here) throw new Error('Comments stand inside of CommentsFrame')
  return here
}

const none: readonly Draft[] = []

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
  return <Here value={{ ...here, drafts }}>{children}</Here>
}
