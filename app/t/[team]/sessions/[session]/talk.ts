import { marksOf, passagesIn } from '@/features/annotations/components/passage-rows'
import { getAnnotationView } from '@/features/annotations/queries'
import { viewInput } from '@/features/annotations/views'
import { discussionsOf } from '@/features/comments/components/comment-place'
import { getDiscussion } from '@/features/comments/discussion'
import { commentView } from '@/features/comments/schema'
import { getListsForSession } from '@/features/reading-lists/queries'
import type { getSession } from '@/features/sessions/queries'
import { getTranscript } from '@/features/sessions/transcripts'
import { getSummaryView } from '@/features/summaries/queries'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Session = NonNullable<Awaited<ReturnType<typeof getSession>>>

/** What the parts of a talk page show, read in one round. */
export async function readTalk(member: Member, session: Session, query: Record<string, string>) {
  const { slug: team } = member.team
  // What is written from now on may be missing
  const drawn = new Date()
  const view = viewInput.parse(query)
  const asked = commentView(query)
  const summed = view.notes === 'summary'
  const [stream, summary, lists, discussion, transcript] = await Promise.all([
    summed ? null : getAnnotationView(member, session.id, view),
    summed ? getSummaryView(member, session.id) : null,
    getListsForSession(member, session.id),
    getDiscussion(member, { sessionId: session.id }, asked.open),
    query.view === 'transcript' ? getTranscript(member, session.id) : null,
  ])
  const discussed = await discussionsOf(member, discussion, asked, (more) =>
    paths.session(team, session, more),
  )
  const people = (stream ?? summary)?.people ?? []
  const texts = { abstract: session.abstractPlain, transcript: transcript?.current?.plain ?? null }
  const passages = passagesIn(people, texts, { team, on: session })
  const marks = marksOf(passages)
  const notes = { view, stream, summary, people }
  return {
    ...{ member, team, session, query, drawn },
    ...{ notes, lists, transcript, discussed, passages, marks },
  }
}

export type Talk = Awaited<ReturnType<typeof readTalk>>
