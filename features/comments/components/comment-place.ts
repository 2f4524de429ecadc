/** Where the page is, and what is open on it: told by the address, so that it works without script. */
export type CommentPlace = {
  team: string
  userId: string
  /** Makes an address of the page with the given search parameters added. */
  href: (open: { reply?: string; edit?: string; comment?: string }) => string
  open: { reply?: string | undefined; edit?: string | undefined; comment?: string | undefined }
}
