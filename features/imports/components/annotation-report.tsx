import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { undoAnnotationsAction } from '../actions'
import type { AnnotationImport } from '../annotations'
import type { AnnotationReport } from '../schema'
import { AnnotationPlaces } from './annotation-places'
import { ProblemList } from './problem-list'

type AnnotationReportProps = { team: string; done: AnnotationImport; report: AnnotationReport }

/** What became of the annotations of a file, and of undoing it. */
export async function AnnotationReportView({ team, done, report }: AnnotationReportProps) {
  const [t, imports] = await Promise.all([
    getTranslations('imports.annotations'),
    getTranslations('imports'),
  ])
  const { undo, added, unchanged, nowhere, problems, places } = report
  const counts = { added, unchanged, left: nowhere.reduce((sum, { count }) => sum + count, 0) }
  return (
    <div className="grid gap-4">
      {undo && (
        <Card title={imports('report.undoTitle')}>
          <p>{t('removed', undo)}</p>
        </Card>
      )}
      <Card title={imports('report.what')}>
        <div className="grid gap-3">
          <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap">
            {(['added', 'unchanged', 'left'] as const).map((name) => (
              <li key={name} className={counts[name] === 0 ? 'text-ink-3' : ''}>
                <span className="font-semibold tabular-nums">{counts[name]}</span>{' '}
                {t(`did_${name}`)}
              </li>
            ))}
          </ul>
          <div>
            <a
              className="button button-secondary"
              href={paths.importReport(team, done.id)}
              download
            >
              {imports('report.download')}
            </a>
          </div>
        </div>
      </Card>
      {done.state === 'applied' && (
        <Card>
          <div className="grid gap-3">
            <p className="text-sm text-ink-2">{t('undoHint')}</p>
            <ActionForm action={undoAnnotationsAction.bind(null, team)}>
              <input type="hidden" name="id" value={done.id} />
              <div>
                <SubmitButton variant="danger">{imports('undo.button')}</SubmitButton>
              </div>
            </ActionForm>
          </div>
        </Card>
      )}
      <div>
        <AnnotationPlaces team={team} places={places} nowhere={nowhere} />
        <ProblemList problems={problems} />
      </div>
    </div>
  )
}
