import { pack } from '@/components/ui/packed'
import { AnnotationColumn } from '@/features/annotations/components/column'
import { Composer } from '@/features/annotations/components/composer'
import { CardsAndComments } from '@/features/comments/components/cards-and-comments'
import { saidOf } from '@/features/comments/components/discussion'
import { LiveSession } from '@/features/live/components/live-session'
import { WhoIsHere } from '@/features/live/components/who-is-here'
import { PromoteForm } from '@/features/summaries/components/promote-form'
import { Summary } from '@/features/summaries/components/summary'
import { summaryViewInput } from '@/features/summaries/schema'
import type { Talk } from './talk'

/** What the team wrote about the talk, kept up to date, and where to write more. */
export function Notes({ member, session, query, notes, discussed, drawn }: Talk) {
  const { view, stream, summary, people } = notes
  const head = <WhoIsHere />
  if (summary) {
    return (
      <>
        <LiveSession {...{ member, session, drawn }} announces={false} />
        <Summary
          {...{ member, session, view, head, ...summary }}
          opened={summaryViewInput.parse(query)}
        />
      </>
    )
  }
  return (
    <>
      <LiveSession {...{ member, session, drawn }} />
      <PromoteForm member={member} />
      {stream && (
        <AnnotationColumn
          {...{ member, head, ...stream }}
          on={session}
          talk={session}
          draw={({ rows, shared, ...at }, beside) => (
            <CardsAndComments
              {...{ ...at, beside }}
              drawn={pack({ rows, shared, said: saidOf(rows, discussed) })}
            />
          )}
        />
      )}
      <Composer member={member} on={session} people={people} />
    </>
  )
}
