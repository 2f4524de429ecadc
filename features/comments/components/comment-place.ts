import { getFormatter, getTranslations } from 'next-intl/server'
import type { Member } from '@/lib/actor'
import { canComment } from '../policy'
import type { ThreadView } from '../queries'
import { type CommentSubject, commentView } from '../schema'

type Query = Record<string, string | string[] | undefined>

/** Where the page is, and what is open on it: told by the address, so that it works without script. */
export type CommentPlace = {
  team: string
  userId: string
  /** Makes an address of the page with `reply`, `edit-comment`, `comment` or `thread` (short ids). */
  href: (opening: Record<string, string>) => string
  /** Ids of what is open */
  open: ReturnType<typeof commentView>['open']
  /** Once for a page: fetched by each of a hundred comments, they would cost more than the comments */
  t: Awaited<ReturnType<typeof getTranslations<'comments'>>>
  format: Awaited<ReturnType<typeof getFormatter>>
}

/** What the components show of one subject: its threads, and whether the reader may add to them. */
export type Discussed = {
  subject: CommentSubject
  threads: ThreadView[]
  mayComment: boolean
  place: CommentPlace
}

/** Sorts the threads of a page by what they hang on. `address` makes the page's address of a query. */
export async function discussionsOf(
  member: Member,
  threads: ThreadView[],
  query: Query,
  address: (query: Record<string, string>) => string,
): Promise<(type: CommentSubject['type'], id: string) => Discussed> {
  const [t, format] = await Promise.all([getTranslations('comments'), getFormatter()])
  const { open, rest } = commentView(query)
  const place: CommentPlace = {
    team: member.team.slug,
    userId: member.userId,
    href: (opening) => address({ ...rest, ...opening }),
    open,
    t,
    format,
  }
  const mayComment = canComment(member)
  const bySubject = new Map<string, ThreadView[]>()
  for (const thread of threads) {
    const { id } = thread.subject
    bySubject.set(id, [...(bySubject.get(id) ?? []), thread])
  }
  return (type, id) => ({
    subject: { type, id },
    threads: bySubject.get(id) ?? [],
    mayComment,
    place,
  })
}
