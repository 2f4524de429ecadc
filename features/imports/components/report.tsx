import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { undoImportAction } from '../actions'
import type { ImportDetail } from '../queries'
import type { ImportReport } from '../schema'
import { ChangeCounts } from './import-facts'
import { ProblemList } from './problem-list'
import { ReportedChanges } from './session-changes'

type ReportProps = {
  team: string
  done: ImportDetail
  report: ImportReport
  /** Null when it is gone, by undoing the import that made it or into the trash */
  conference: { id: string; slug: string; zone: string } | null
  showAll: boolean
}

/** What an import did, and what undoing it did. */
export async function ImportReportView({ team, done, report, conference, showAll }: ReportProps) {
  const t = await getTranslations('imports')
  const zone = conference?.zone ?? done.options.zone ?? 'UTC'
  const all = showAll ? null : paths.import(team, done.id, { show: 'all' })
  const counts = { ...report, problems: report.problems.length }
  const applied = done.state === 'applied'
  return (
    <div className="grid gap-4">
      {report.undo && <UndoResult team={team} undo={report.undo} />}
      <Card title={t('report.what')}>
        <div className="grid gap-3">
          <ChangeCounts counts={counts} />
          {report.kept > 0 && <p className="text-sm">{t('report.kept', { count: report.kept })}</p>}
          <div className="flex flex-wrap items-center gap-3">
            {conference && (
              <LinkButton
                variant={applied ? 'primary' : 'secondary'}
                href={paths.conference(team, conference)}
              >
                {t('report.open')}
              </LinkButton>
            )}
            <a
              className="button button-secondary"
              href={paths.importReport(team, done.id)}
              download
            >
              {t('report.download')}
            </a>
          </div>
        </div>
      </Card>
      {applied && (
        <Card>
          <div className="grid gap-3">
            <p className="text-sm text-ink-2">{t('undo.hint')}</p>
            <ActionForm action={undoImportAction.bind(null, team)}>
              <input type="hidden" name="id" value={done.id} />
              <div>
                <SubmitButton variant="danger">{t('undo.button')}</SubmitButton>
              </div>
            </ActionForm>
          </div>
        </Card>
      )}
      <div>
        <ReportedChanges report={report} zone={zone} team={team} linked={applied} all={all} />
        <ProblemList problems={report.problems} />
      </div>
    </div>
  )
}

async function UndoResult({
  team,
  undo,
}: {
  team: string
  undo: NonNullable<ImportReport['undo']>
}) {
  const t = await getTranslations('imports.report')
  return (
    <Card title={t('undoTitle')}>
      <p>{t('removed', { count: undo.removed, restored: undo.restored })}</p>
      {undo.kept.length > 0 && (
        <>
          <p className="mt-2">{t('keptTitle')}</p>
          <ul className="ms-5 list-disc">
            {undo.kept.map(({ sessionId: id, title }) => (
              <li key={id}>
                <PendingLink href={paths.session(team, { id, slug: 'session' })}>
                  {title}
                </PendingLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
