import { PassageList } from '@/features/annotations/components/passage-list'
import { PassageMarks } from '@/features/annotations/components/passage-marks'
import { Discussion } from '@/features/comments/components/discussion'
import { InLists } from '@/features/reading-lists/components/library/in-lists'
import { RecordingOffer } from '@/features/sessions/components/recording-file'
import { SessionAbstract } from '@/features/sessions/components/session-abstract'
import { TranscriptPanel } from '@/features/sessions/components/transcript-panel'
import type { Talk } from './talk'

/** What belongs to the talk and its annotations: what was said, promised, discussed and listed. */
export function Beside(talk: Talk) {
  const { team, session, query, lists, transcript, discussed, passages, marks } = talk
  return (
    <>
      <RecordingOffer team={team} session={session} />
      <TranscriptPanel
        {...{ team, session, transcript }}
        passages={passages.filter(({ target }) => target === 'transcript')}
        refused={query.transcript}
      />
      <SessionAbstract session={session}>
        <PassageList passages={passages.filter(({ target }) => target === 'abstract')} />
      </SessionAbstract>
      <PassageMarks marks={marks} />
      <Discussion {...discussed('session', session.id)} />
      <InLists team={team} lists={lists} />
    </>
  )
}
