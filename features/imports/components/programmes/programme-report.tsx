import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { ImportDetail } from '../../queries'
import type { ImportReport } from '../../schema'
import { ChangeCounts } from '../import-facts'
import { ReportFrame } from '../report-frame'
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
  const { undo, problems } = report
  return (
    <ReportFrame
      {...{ team, done, problems }}
      undone={undo && <UndoResult team={team} undo={undo} />}
      counts={
        <>
          <ChangeCounts counts={counts} />
          {report.kept > 0 && <p className="text-sm">{t('report.kept', { count: report.kept })}</p>}
        </>
      }
      open={conference && { href: paths.conference(team, conference), label: t('report.open') }}
      undoHint={t('undo.hint')}
    >
      <ReportedChanges {...{ report, zone, team, all }} linked={done.state === 'applied'} />
    </ReportFrame>
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
    <>
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
    </>
  )
}
