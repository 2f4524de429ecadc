import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { PageColumns } from '@/components/shell/page'
import { AbstractPassages } from '@/features/annotations/components/abstract-passages'
import { AnnotationColumn } from '@/features/annotations/components/column'
import { Composer } from '@/features/annotations/components/composer'
import { PassageMarks } from '@/features/annotations/components/passage-marks'
import { marksOf, passagesIn } from '@/features/annotations/components/passage-rows'
import { getAnnotationView } from '@/features/annotations/queries'
import { viewInput } from '@/features/annotations/schema'
import { discussionsOf } from '@/features/comments/components/comment-place'
import { CommentsOn, Discussion } from '@/features/comments/components/discussion'
import { getThreads } from '@/features/comments/queries'
import { LiveSession } from '@/features/live/components/live-session'
import { WhoIsHere } from '@/features/live/components/who-is-here'
import { addSessionAction } from '@/features/reading-lists/actions'
import { AddToList } from '@/features/reading-lists/components/add-to-list'
import { InLists } from '@/features/reading-lists/components/in-lists'
import { canEditLists } from '@/features/reading-lists/policy'
import { getListsForSession } from '@/features/reading-lists/queries'
import { setRecordingStartAction } from '@/features/sessions/actions'
import { SessionAbstract } from '@/features/sessions/components/session-abstract'
import { SessionHeader } from '@/features/sessions/components/session-header'
import { SessionRecording } from '@/features/sessions/components/session-recording'
import { TranscriptPanel } from '@/features/sessions/components/transcript-panel'
import { getSession } from '@/features/sessions/queries'
import { getTranscript } from '@/features/sessions/transcripts'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; session: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, session: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const session = member && id ? await getSession(member, id) : null
  return session ? { title: session.title } : {}
}

/** A talk: what it is, and what the team wrote about it. */
export default async function SessionPage({ params, searchParams }: Props) {
  const [{ team, session: part }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const session = id ? await getSession(member, id) : null
  if (!session) notFound()
  if (!isSlugIdOf(part, session)) permanentRedirect(paths.session(team, session, query))

  const [shown, lists, threads, transcript] = await Promise.all([
    getAnnotationView(member, session.id, viewInput.parse(query)),
    getListsForSession(member, session.id),
    getThreads(member, { sessionId: session.id }),
    query.view === 'transcript' ? getTranscript(member, session.id) : null,
  ])
  const discussed = await discussionsOf(member, threads, query, (more) =>
    paths.session(team, session, more),
  )
  const texts = { abstract: session.abstractPlain, transcript: transcript?.current?.plain ?? null }
  const passages = passagesIn(shown.people, texts, { team, session })
  const addToList = { action: addSessionAction.bind(null, team), sessionId: session.id, lists }
  return (
    <>
      <SessionHeader session={session} team={team}>
        {canEditLists(member) && <AddToList {...addToList} />}
      </SessionHeader>
      <PageColumns
        aside={
          <>
            <SessionRecording
              session={session}
              setStart={setRecordingStartAction.bind(null, member.team.slug)}
            />
            <TranscriptPanel
              {...{ team, session, transcript }}
              passages={passages.filter(({ target }) => target === 'transcript')}
              refused={query.transcript}
            />
            <SessionAbstract session={session}>
              <AbstractPassages passages={passages} />
            </SessionAbstract>
            <PassageMarks marks={marksOf(passages)} />
            <Discussion {...discussed('session', session.id)} />
            <InLists team={team} lists={lists} />
          </>
        }
      >
        <LiveSession member={member} session={session} />
        <AnnotationColumn
          {...{ member, session, ...shown }}
          head={<WhoIsHere />}
          renderThread={(id) => <CommentsOn {...discussed('annotation', id)} />}
        />
        <Composer member={member} session={session} people={shown.people} />
      </PageColumns>
    </>
  )
}
