// What plays on a page, for those parts that do not contain the player: the column of annotations,
// the composer, the transcript.

let now: number | null = null

/** Where the recording stands, in milliseconds; null while none has been started on this page. */
export const playedTo = () => now

/** Told by the player some times a second while it plays, and at every jump; null when it is gone. */
export function tellPlayedTo(ms: number | null): void {
  now = ms
  document.dispatchEvent(new CustomEvent('hallway:time', { detail: ms }))
}
