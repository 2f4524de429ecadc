import type { SourceSchedule } from '@/prisma/generated/client'

const hour = 3_600_000
const periods: Record<SourceSchedule, number> = { off: 0, hourly: hour, daily: 24 * hour }
const longestPause = 7 * 24 * hour

/** After so many failures in a row a source is no longer asked for by itself. */
export const mostFailures = 12

/**
 * When a source is due again: after its period, or after a pause that doubles with each failure in a
 * row, up to a week, so that a site in trouble is left alone. Null where nothing is due.
 */
export function nextAfter(schedule: SourceSchedule, failures: number, now: Date): Date | null {
  if (schedule === 'off' || failures >= mostFailures) return null
  const pause = Math.min(longestPause, periods[schedule] * 2 ** failures)
  return new Date(now.getTime() + pause)
}

/** Whether so many sessions would go that a person has to look first. */
export const isAlarming = (vanishing: number, present: number) => vanishing * 2 > present
