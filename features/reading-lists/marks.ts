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
