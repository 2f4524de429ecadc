/** The form that the marks of all sessions on a page belong to; there is one per page. */
export const wishForm = 'wishes'
