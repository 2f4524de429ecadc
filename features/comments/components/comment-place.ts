import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { Member } from '@/lib/actor'
import { perLocale } from '@/lib/i18n'
import { newId, shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { DiscussionView, Folded, Reacted, ThreadView } from '../discussion'
import { canComment } from '../policy'
import type { CommentSubject, CommentsAsked } from '../schema'
import { reactionKinds } from '../signs'
import type { CommentsHere } from './comment-context'
import { type CommentTexts, outboxWords, words } from './comment-words'

/** Where the page is, and what is open on it: told by the address, so that it works without script. */
export type CommentPlace = {
  here: CommentsHere
  /** How many comments are new to the reader, and where the first of them stands */
  news: { count: number; href: string } | null
  /** Ids of what is open */
  open: CommentsAsked['open']
  /** Once for a page: fetched by each of a hundred comments, they would cost more than the comments */
  t: Awaited<ReturnType<typeof getTranslations<'comments'>>>
  format: Awaited<ReturnType<typeof getFormatter>>
}

/** What the components show of one subject: its threads, and the signs on it. */
export type Discussed = {
  subject: CommentSubject
  threads: ThreadView[]
  /** What is said in threads that are not open; null if they are, or nothing is */
  folded: Folded | null
  signs: Reacted[]
  place: CommentPlace
}

/** Sorts what is said on a page by what it hangs on. `address` makes the page's address of a query. */
export async function discussionsOf(
  member: Member,
  { threads, folded, news, signs }: DiscussionView,
  { open, rest }: CommentsAsked,
  address: (query: Record<string, string>) => string,
): Promise<(type: CommentSubject['type'], id: string) => Discussed> {
  const [t, format, texts] = await Promise.all([
    getTranslations('comments'),
    getFormatter(),
    commentTexts(),
  ])
  const { slug: team } = member.team
  const authors = threads.flatMap(({ comments }) => comments.map(({ author }) => author))
  const here: CommentsHere = {
    team,
    me: { id: member.userId, name: member.name },
    api: paths.commentApi(team, ''),
    signIn: paths.signIn(address(rest)),
    newId: newId(),
    mayComment: canComment(member),
    names: Object.fromEntries(authors.map(({ id, name }) => [id, name])),
    texts,
  }
  const place: CommentPlace = {
    here,
    open,
    news: newsAt(news, (at) => address({ ...rest, ...at })),
    t,
    format,
  }
  const bySubject = new Map<string, ThreadView[]>()
  for (const thread of threads) {
    const { id } = thread.subject
    bySubject.set(id, [...(bySubject.get(id) ?? []), thread])
  }
  return (type, id) => ({
    subject: { type, id },
    threads: bySubject.get(id) ?? [],
    folded: folded.get(id) ?? null,
    signs: signs.get(id) ?? [],
    place,
  })
}

async function commentTexts(): Promise<CommentTexts> {
  const [t, saying, errors, locale] = await Promise.all([
    getTranslations('comments'),
    getTranslations('annotations'),
    getTranslations('errors'),
    getLocale(),
  ])
  return textsIn(locale, () => {
    const texts = [
      ...words.map((key) => [key, t(key)]),
      ...outboxWords.map((key) => [key, saying(key)]),
      ...reactionKinds.map((kind) => [kind, t(`signs.${kind}`)]),
      ['by', t('by', { name: '{name}' })],
      ['required', errors('required')],
    ]
    return Object.fromEntries(texts) as CommentTexts
  })
}

const textsIn = perLocale<CommentTexts>()

/** Those of annotations are folded, so that the address has to open them. */
function newsAt(news: DiscussionView['news'], address: (query: Record<string, string>) => string) {
  const [first] = news
  if (!first) return null
  const { id, subject } = first
  const page = subject.type === 'annotation' ? address({ at: shortId(subject.id) }) : ''
  return { count: news.length, href: `${page}#comment-${shortId(id)}` }
}
