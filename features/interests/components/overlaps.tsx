import { useTranslations } from 'next-intl'
import { formatRange } from '@/lib/dates'
import { overlapsOf } from '../overlaps'
import type { Wish } from '../schema'

type OverlapsProps = {
  sessions: readonly {
    title: string
    startsAt: Date | null
    endsAt: Date | null
    cancelled: boolean
    wish?: Wish | undefined
  }[]
  zone: string
  locale: string
}

const mostTold = 4

/** In words, which of what the reader wants now is on at the same time. */
export function Overlaps({ sessions, zone, locale }: OverlapsProps) {
  const t = useTranslations('interests')
  const wanted = sessions.flatMap(({ title, startsAt, endsAt, cancelled, wish }) =>
    startsAt && !cancelled && wish === 'now' ? [{ title, startsAt, endsAt }] : [],
  )
  const overlaps = overlapsOf(wanted)
  if (overlaps.length === 0) return null
  const told = overlaps.slice(0, mostTold).map(({ pair: [a, b], from, to }) => {
    const time = formatRange(from, to, zone, locale)
    return t('overlap', { one: a.title, other: b.title, time })
  })
  const rest = overlaps.length - told.length
  if (rest > 0) told.push(t('overlapsMore', { count: rest }))
  return (
    <ul className="notice wish-overlaps" aria-label={t('overlaps')}>
      {told.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
