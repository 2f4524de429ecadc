'use client'

import { Cards, type CardsProps } from '@/features/annotations/components/cards'
import { SideBySide } from '@/features/annotations/components/side-by-side'
import type { SideColumns } from '@/features/annotations/components/side-columns'
import { CommentsBelow, type Said } from './comments-below'

type CardsAndCommentsProps = Omit<CardsProps, 'below'> & {
  beside: SideColumns | null
  /** By annotation, what is said of it; of most nothing */
  said: Record<string, Said>
}

/** Annotations with what is said of each: as data, since there are forty of both. */
export function CardsAndComments({ beside, said, ...cards }: CardsAndCommentsProps) {
  const below = (id: string) => <CommentsBelow on="annotation" id={id} said={said[id]} />
  return beside ? (
    <SideBySide {...beside} {...cards} below={below} />
  ) : (
    <Cards {...cards} below={below} />
  )
}
