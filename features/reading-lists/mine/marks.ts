/** What the buttons of a row change of one's own, as a change of progress: `done:link:ID`. */
export const marks = {
  todo: { state: 'todo' },
  doing: { state: 'doing' },
  done: { state: 'done' },
  favourite: { favourite: true },
  unfavourite: { favourite: false },
  tomorrow: { later: 'tomorrow' },
  week: { later: 'week' },
  now: { later: '' },
} as const
export type Mark = keyof typeof marks

/** What one reads or watches. */
export type Readable = { type: 'link' | 'session'; id: string }

/** The column in which a row of progress, or an entry, names it. */
export function columnOf({ type, id }: Readable) {
  return type === 'link' ? { linkId: id } : { sessionId: id }
}
