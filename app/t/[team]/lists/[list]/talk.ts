import { discussionsOf } from '@/features/comments/components/comment-place'
import { getDiscussion } from '@/features/comments/discussion'
import { commentView } from '@/features/comments/schema'
import type { ListDetail } from '@/features/reading-lists/queries'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'

/**
 * What is said of a list and of the entry that the address opens; null where nothing is said of the
 * list and nothing is open.
 */
export async function readTalk(member: Member, list: ListDetail, query: Record<string, string>) {
  const asked = commentView(query)
  const { open } = asked
  if (!list.discussed && !Object.values(open).some(Boolean)) return null
  const discussion = await getDiscussion(member, { readingListId: list.id, role: list.role })
  const of = await discussionsOf(member, discussion, asked, (more) =>
    paths.list(member.team.slug, list, more),
  )
  const thread = discussion.threads.find(
    ({ id, comments }) => id === open.reply || comments.some((comment) => comment.id === open.edit),
  )
  const subject = thread?.subject.id ?? open.on ?? open.comment
  return {
    /** The entry of which one reads what is said */
    entry: subject === list.id ? null : subject,
    discussed: (type: 'list' | 'entry', id: string) => {
      const said = of(type, id)
      const here = { ...said.place.here, mayComment: list.can.comment }
      return { ...said, place: { ...said.place, here } }
    },
  }
}
