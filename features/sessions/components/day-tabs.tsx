import { PendingLink } from '@/components/ui/pending-link'
import { formatDay } from '@/lib/dates'
import type { ProgrammeDay } from '../queries'
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
  return (
    <nav className="day-tabs" aria-label={frame.t('days')}>
      {days.map(({ day, count, hits, hours }) => {
        const name = day ? formatDay(day, frame.locale) : frame.t('noTime')
        const label = filtered
          ? frame.t('dayHits', { day: name, count, hits })
          : frame.t('dayLabel', { day: name, count })
        return (
          <PendingLink
            key={day}
            href={href(day)}
            keepScroll
            aria-current={day === current ? 'page' : undefined}
            aria-label={label}
          >
            {name}
            {filtered || !day ? (
              <small>{filtered ? hits : count}</small>
            ) : (
              <Bars of={hours} most={most} />
            )}
          </PendingLink>
        )
      })}
    </nav>
  )
}

function Bars({ of, most }: { of: ProgrammeDay['hours']; most: number }) {
  const heights = bars(of).map((count) => Math.round((count / most) * 12))
  const path = heights.map((height, i) =>
    height > 0 ? `M${i * 6} 12v${-height}h4v${height}z` : '',
  )
  return (
    <svg viewBox={`0 0 ${heights.length * 6 - 2} 12`} height="12" aria-hidden="true">
      <path d={path.join('')} />
    </svg>
  )
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
