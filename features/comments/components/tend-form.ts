/** The form that the buttons of all threads belong to; there is one per page. */
export const tendForm = 'thread-tend'
