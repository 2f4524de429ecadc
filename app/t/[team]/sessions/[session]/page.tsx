import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound, permanentRedirect } from 'next/navigation'
import { PageColumns } from '@/components/shell/page'
import { CommentsFrame } from '@/features/comments/components/comments-frame'
import { zoneCookie } from '@/features/conferences/clock'
import { wishAction } from '@/features/interests/actions'
import { WantedBy, Wanting } from '@/features/interests/components/wanting'
import { getWantedSession } from '@/features/interests/queries'
import { addSessionAction } from '@/features/reading-lists/actions'
import { AddToList } from '@/features/reading-lists/components/adding/add-to-list'
import { canEditLists } from '@/features/reading-lists/policy'
import { setRecordingStartAction } from '@/features/sessions/actions'
import { SessionHeader } from '@/features/sessions/components/session-header'
import { SessionRecording } from '@/features/sessions/components/session-recording'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { Beside } from './beside'
import { Notes } from './notes'
import { readTalk } from './talk'

type Props = {
  params: Promise<{ team: string; session: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, session: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const session = member && id ? await getWantedSession(member, id) : null
  return session ? { title: session.title } : {}
}

/** A talk: what it is, and what the team wrote about it. */
export default async function SessionPage({ params, searchParams }: Props) {
  const [{ team, session: part }, query, jar] = await Promise.all([params, searchParams, cookies()])
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const session = id ? await getWantedSession(member, id) : null
  if (!session) notFound()
  if (!isSlugIdOf(part, session)) permanentRedirect(paths.session(team, session, query))

  const talk = await readTalk(member, session, query)
  const addToList = {
    action: addSessionAction.bind(null, team),
    sessionId: session.id,
    lists: talk.lists,
  }
  const setStart = setRecordingStartAction.bind(null, team)
  return (
    <>
      <SessionHeader
        {...{ session, team }}
        zone={jar.get(zoneCookie)?.value}
        facts={<WantedBy session={session} />}
      >
        <Wanting {...{ member, session }} action={wishAction.bind(null, team)} drawn={talk.drawn} />
        {canEditLists(member) && <AddToList {...addToList} />}
      </SessionHeader>
      <CommentsFrame {...talk.discussed('session', session.id)}>
        <PageColumns
          lead={<SessionRecording {...{ team, session, setStart }} />}
          aside={<Beside {...talk} />}
          wide={talk.notes.view.notes === 'columns'}
        >
          <Notes {...talk} />
        </PageColumns>
      </CommentsFrame>
    </>
  )
}
