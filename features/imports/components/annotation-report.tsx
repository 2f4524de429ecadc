import { getTranslations } from 'next-intl/server'
import { undoAnnotationsAction } from '../actions'
import type { AnnotationImport } from '../annotations'
import type { AnnotationReport } from '../schema'
import { AnnotationPlaces } from './annotation-places'
import { ReportFrame } from './report-frame'

type AnnotationReportProps = { team: string; done: AnnotationImport; report: AnnotationReport }

/** What became of the annotations of a file, and of undoing it. */
export async function AnnotationReportView({ team, done, report }: AnnotationReportProps) {
  const t = await getTranslations('imports.annotations')
  const { undo, added, unchanged, nowhere, problems, places } = report
  const counts = { added, unchanged, left: nowhere.reduce((sum, { count }) => sum + count, 0) }
  return (
    <ReportFrame
      {...{ team, done, problems }}
      undone={undo && <p>{t('removed', undo)}</p>}
      counts={
        <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap">
          {(['added', 'unchanged', 'left'] as const).map((name) => (
            <li key={name} className={counts[name] === 0 ? 'text-ink-3' : ''}>
              <span className="font-semibold tabular-nums">{counts[name]}</span> {t(`did_${name}`)}
            </li>
          ))}
        </ul>
      }
      undo={{ action: undoAnnotationsAction, hint: t('undoHint') }}
    >
      <AnnotationPlaces {...{ team, places, nowhere }} />
    </ReportFrame>
  )
}
