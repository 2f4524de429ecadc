import type { ReactNode } from 'react'

/**
 * The class that gives an element and its children the colour of a track, as `--track`.
 * `index` is the position of the track in its conference; after eight the colours repeat, which is
 * why a track is always written out as well.
 */
export function trackClass(index: number): string {
  return `track-${(((index % 8) + 8) % 8) + 1}`
}

/** A track's name with its dot. */
export function TrackLabel({ index, children }: { index: number; children: ReactNode }) {
  return <span className={`track-dot ${trackClass(index)}`}>{children}</span>
}
