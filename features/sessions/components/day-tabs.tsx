import { formatDay } from '@/lib/dates'
import type { ProgrammeDay } from '../queries'
import { type DayLink, DayLinks } from './day-links'
import type { ProgrammeFrame } from './programme-frame'

type DayTabsProps = {
  days: readonly ProgrammeDay[]
  current: string | null
  /** Whether a filter is on: the names then tell how many sessions match. */
  filtered: boolean
  href: (day: string | null) => string
  frame: ProgrammeFrame
}

/** The days of a conference as links, each with the shape of its day. */
export function DayTabs({ days, current, filtered, href, frame }: DayTabsProps) {
  const most = Math.max(1, ...days.flatMap(({ hours }) => bars(hours)))
  const links = days.map(({ day, count, hits, hours }): DayLink => {
    const name = day ? formatDay(day, frame.locale) : frame.t('noTime')
    const label = filtered
      ? frame.t('dayHits', { day: name, count, hits })
      : frame.t('dayLabel', { day: name, count })
    const shape = filtered || !day ? { number: filtered ? hits : count } : drawn(hours, most)
    return { href: href(day), name, label, ...shape }
  })
  return (
    <DayLinks
      label={frame.t('days')}
      links={links}
      current={days.findIndex(({ day }) => day === current)}
    />
  )
}

/** A bar for each two hours, 4 wide and up to 12 high, 2 apart. */
function drawn(hours: ProgrammeDay['hours'], most: number) {
  const heights = bars(hours).map((count) => Math.round((count / most) * 12))
  const path = heights.map((height, i) =>
    height > 0 ? `M${i * 6} 12v${-height}h4v${height}z` : '',
  )
  return { width: heights.length * 6 - 2, path: path.join('') }
}

const hoursPerBar = 2

/** How many sessions begin in each two hours of a day. */
function bars(hours: ProgrammeDay['hours']): number[] {
  const first = hours[0]?.[0] ?? 0
  const counts: number[] = []
  for (const [hour, count] of hours) {
    const bar = Math.floor((hour - first) / hoursPerBar)
    counts[bar] = (counts[bar] ?? 0) + count
  }
  return Array.from(counts, (count) => count ?? 0)
}
