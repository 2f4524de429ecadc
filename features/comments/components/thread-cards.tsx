'use client'

import type { ReactNode } from 'react'
import { Thread } from './thread'
import type { ThreadRow, ThreadsShared } from './thread-rows'
import { useOpenings } from './use-openings'

type ThreadCardsProps = {
  rows: ThreadRow[]
  shared: ThreadsShared
  /** The open forms: by comment the one that edits it, by thread the one that answers */
  forms?: Record<string, ReactNode>
}

/** Threads below each other. */
export function ThreadCards({ rows, shared, forms = {} }: ThreadCardsProps) {
  const href = useOpenings()
  return rows.map((row) => <Thread key={row.id} {...{ row, shared, forms, href }} />)
}
