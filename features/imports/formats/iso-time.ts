import { zonedInstant } from '@/lib/dates'

/** An instant with the offset that it was written with, in minutes, or a time of some clock. */
export type IsoTime = { instant: Date; offset: number } | { local: string }

/** ISO 8601 with the offset optional; null for what is none, or not from 1970 to 2199. */
export function isoTime(written: string): IsoTime | null {
  const fields =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d{1,9})?\s*(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/i.exec(
      written.trim(),
    )
  if (!fields) return null
  const local = `${fields[1]}T${fields[2]}${fields[3] ?? ''}`
  const year = Number(local.slice(0, 4))
  if (year < 1970 || year > 2199) return null
  try {
    const asUtc = zonedInstant(local, 'UTC')
    if (!fields[4] && !fields[5]) return { local }
    const size = Number(fields[6] ?? 0) * 60 + Number(fields[7] ?? 0)
    if (size > 18 * 60) return null
    const offset = fields[5] === '-' ? -size : size
    return { instant: new Date(asUtc.getTime() - offset * 60_000), offset }
  } catch {
    return null
  }
}

/** The instant of a read time; one without an offset is taken in `zone`. */
export function instantOf(time: IsoTime | null, zone: string): Date | null {
  if (!time) return null
  return 'instant' in time ? time.instant : zonedInstant(time.local, zone)
}
