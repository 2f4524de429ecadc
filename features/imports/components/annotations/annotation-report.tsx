import { getTranslations } from 'next-intl/server'
import type { AnnotationImport } from '../../annotations/staging'
import type { AnnotationReport } from '../../schema'
import { CountList } from '../numbers'
import { ReportFrame } from '../report-frame'
import { AnnotationPlaces } from './annotation-places'
import { CommentCounts } from './comment-counts'

type AnnotationReportProps = { team: string; done: AnnotationImport; report: AnnotationReport }

/** What became of the annotations of a file, and of undoing it. */
export async function AnnotationReportView({ team, done, report }: AnnotationReportProps) {
  const t = await getTranslations('imports.annotations')
  const { undo, added, unchanged, nowhere, problems, places, comments } = report
  const counts = { added, unchanged, left: nowhere.reduce((sum, { count }) => sum + count, 0) }
  return (
    <ReportFrame
      {...{ team, done, problems }}
      undone={undo && <p>{t('removed', undo)}</p>}
      counts={
        <>
          <CountList
            counts={(['added', 'unchanged', 'left'] as const).map((name) => {
              return { name, count: counts[name], words: t(`did_${name}`) }
            })}
          />
          {comments && <CommentCounts comments={comments} />}
        </>
      }
      undoHint={t('undoHint')}
    >
      <AnnotationPlaces {...{ team, places, nowhere }} />
    </ReportFrame>
  )
}
