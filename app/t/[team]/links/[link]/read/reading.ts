import { marksOf, passagesIn } from '@/features/annotations/components/passage-rows'
import { getAnnotationView, getTeamPeople } from '@/features/annotations/queries'
import { viewInput } from '@/features/annotations/views'
import { discussionsOf } from '@/features/comments/components/comment-place'
import { getDiscussion } from '@/features/comments/discussion'
import { commentView } from '@/features/comments/schema'
import type { KeptArticle } from '@/features/links/articles'
import type { ArticleVersion } from '@/features/links/versions'
import { placed } from '@/features/sessions/passages'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'

/** What people wrote about an article, read in one round. */
export async function readNotes(
  member: Member,
  article: KeptArticle,
  query: Record<string, string>,
) {
  const { slug: team } = member.team
  // What is written from now on may be missing
  const drawn = new Date()
  const on = { id: article.id, slug: '', link: article.linkId }
  const view = { ...viewInput.parse(query), notes: 'stream' as const }
  const asked = commentView(query)
  const [stream, discussion] = await Promise.all([
    getAnnotationView(member, article.id, view, 'article'),
    getDiscussion(member, { articleId: article.id }, asked.open),
  ])
  const discussed = await discussionsOf(member, discussion, asked, (more) =>
    paths.annotated(team, on, more),
  )
  const passages = passagesIn(stream.people, { article: article.plain }, { team, on })
  return { member, on, drawn, stream, discussed, passages, marks: marksOf(passages) }
}

/** What people wrote about the words of an earlier text, wherever these stand by now. */
export async function readFormerNotes(member: Member, version: ArticleVersion) {
  const { slug: team } = member.team
  const on = { id: version.articleId, slug: '', link: version.link.id }
  const people = await getTeamPeople(member, version.articleId, 'article')
  const then = people.map((person) => ({
    ...person,
    passages:
      person.passages?.map((it) => ({ ...it, passage: placed(it.passage, version.plain) })) ?? null,
  }))
  const passages = passagesIn(then, { article: version.plain }, { team, on })
  return { passages, marks: marksOf(passages) }
}

export type ArticleNotes = Awaited<ReturnType<typeof readNotes>>
