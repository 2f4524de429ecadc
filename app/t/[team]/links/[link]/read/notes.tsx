import { pack } from '@/components/ui/packed'
import { AnnotationColumn } from '@/features/annotations/components/column'
import { Composer } from '@/features/annotations/components/composer'
import { CardsAndComments } from '@/features/comments/components/cards-and-comments'
import { saidOf } from '@/features/comments/components/discussion'
import { LiveSession } from '@/features/live/components/live-session'
import type { ArticleNotes } from './reading'

/** What the team wrote about an article, kept up to date, and where to write more. */
export function Notes({ member, on, drawn, stream, discussed }: ArticleNotes) {
  return (
    <div className="stack article-notes">
      <LiveSession member={member} session={on} drawn={drawn} present={false} />
      <AnnotationColumn
        {...{ member, on, ...stream }}
        talk={null}
        draw={({ rows, shared, ...at }, beside) => (
          <CardsAndComments
            {...{ ...at, beside }}
            drawn={pack({ rows, shared, said: saidOf(rows, discussed) })}
          />
        )}
      />
      <Composer member={member} on={on} people={stream.people} />
    </div>
  )
}
