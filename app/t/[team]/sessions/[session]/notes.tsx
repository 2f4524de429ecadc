import { AnnotationColumn } from '@/features/annotations/components/column'
import { Composer } from '@/features/annotations/components/composer'
import { CommentsOn } from '@/features/comments/components/discussion'
import { LiveSession } from '@/features/live/components/live-session'
import { WhoIsHere } from '@/features/live/components/who-is-here'
import type { Talk } from './talk'

/** What the team wrote about the talk, kept up to date, and the composer to write more. */
export function Notes({ member, session, shown, discussed }: Talk) {
  return (
    <>
      <LiveSession member={member} session={session} />
      <AnnotationColumn
        {...{ member, session, ...shown }}
        head={<WhoIsHere />}
        renderThread={(id) => <CommentsOn {...discussed('annotation', id)} />}
      />
      <Composer member={member} session={session} people={shown.people} />
    </>
  )
}
