/** A time span; without an end it lasts no time. */
export type Timed = { startsAt: Date; endsAt: Date | null }

/** Two things that cannot be attended both, and when: the part of time that they share. */
export type Overlap<T> = { pair: [T, T]; from: Date; to: Date }

/**
 * The pairs among `spans` that share some time, in the order of time. One that ends as the other
 * begins shares none; two without an end do if they begin together.
 * By sorting and going along, O(n log n) and one step for each pair.
 */
export function overlapsOf<T extends Timed>(spans: readonly T[]): Overlap<T>[] {
  const sorted = [...spans].sort((a, b) => start(a) - start(b) || end(a) - end(b))
  const found: Overlap<T>[] = []
  let open: T[] = []
  for (const span of sorted) {
    open = open.filter((it) => end(it) > start(span))
    for (const it of open) {
      const to = new Date(Math.min(end(it), end(span)))
      found.push({ pair: [it, span], from: span.startsAt, to })
    }
    open.push(span)
  }
  return found
}

const start = ({ startsAt }: Timed) => startsAt.getTime()
// Long enough to meet what begins at the same instant
const end = ({ startsAt, endsAt }: Timed) =>
  Math.max(endsAt?.getTime() ?? 0, startsAt.getTime() + 1)
