/** An annotation on two clocks: its moment in the recording, where it has one, and the wall's. */
export type Timed = { fromMs: number | null; startedAt: Date }

/** Milliseconds after the first of a band in which the others of it were written. */
const span = 3 * 60_000

/**
 * Cuts annotations into bands of what was written at about the same time, for showing several
 * people's beside each other: a band takes in what follows as long as that is within three minutes
 * of its first, by the recording where both have a moment there, else by the wall clock. Their order
 * stays; each is in exactly one band.
 */
export function bandsOf<It extends Timed>(annotations: It[]): It[][] {
  const bands: It[][] = []
  for (const it of annotations) {
    const band = bands.at(-1)
    if (band?.[0] && apart(band[0], it) <= span) band.push(it)
    else bands.push([it])
  }
  return bands
}

function apart(one: Timed, other: Timed): number {
  if (one.fromMs !== null && other.fromMs !== null) return Math.abs(one.fromMs - other.fromMs)
  return Math.abs(one.startedAt.getTime() - other.startedAt.getTime())
}
