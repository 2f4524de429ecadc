'use client'

import { type Packed, usePacked } from '@/components/ui/packed'
import { Cards, type CardsProps } from '@/features/annotations/components/cards'
import { SideBySide } from '@/features/annotations/components/side-by-side'
import type { SideColumns } from '@/features/annotations/components/side-columns'
import { CommentsBelow, type Said } from './comments-below'

type Drawn = Pick<CardsProps, 'rows' | 'shared'> & {
  /** By annotation, what is said of it; of most nothing */
  said: Record<string, Said>
}

type CardsAndCommentsProps = Pick<CardsProps, 'open' | 'place'> & {
  beside: SideColumns | null
  drawn: Packed<Drawn>
}

/** Annotations with what is said of each: as data, since there are forty of both. */
export function CardsAndComments({ beside, drawn, ...place }: CardsAndCommentsProps) {
  const { said, ...data } = usePacked(drawn)
  const cards = { ...data, ...place }
  const below = (id: string) => <CommentsBelow on="annotation" id={id} said={said[id]} />
  return beside ? (
    <SideBySide {...beside} {...cards} below={below} />
  ) : (
    <Cards {...cards} below={below} />
  )
}
