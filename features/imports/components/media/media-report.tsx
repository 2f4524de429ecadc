import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { MediaReport } from '../../media/plan'
import type { MediaImport } from '../../media/staging'
import { CountList } from '../numbers'
import { ReportFrame } from '../report-frame'

type MediaReportProps = {
  team: string
  done: MediaImport
  report: MediaReport
  /** Null when it is gone */
  conference: { id: string; slug: string } | null
}

/** Which sessions got their recordings or transcripts, and what undoing did. */
export async function MediaReportView({ team, done, report, conference }: MediaReportProps) {
  const t = await getTranslations('imports')
  const counts = ['added', 'changed', 'unchanged', 'left'] as const
  const { undo, rows, problems } = report
  return (
    <ReportFrame
      {...{ team, done, problems }}
      undone={undo && <UndoResult undo={undo} />}
      counts={
        <CountList
          counts={counts.map((name) => {
            return { name, count: report[name], words: t(`media.did_${name}`) }
          })}
        />
      }
      open={conference && { href: paths.conference(team, conference), label: t('report.open') }}
      listed={
        <Card title={t(`kind.${done.kind}`)} aside={rows.length}>
          <ul className="rows">
            {rows.map(({ title, detail, what, session }) => (
              <li key={detail} className="grid gap-0.5 py-2">
                <span className="font-medium break-words">{title || detail}</span>
                <span className="text-sm text-ink-2">
                  {t(`media.did_${what}`)}
                  {session && ' · '}
                  {session && (
                    <PendingLink href={paths.session(team, session)} prefetch={false}>
                      {session.title}
                    </PendingLink>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      }
      undoHint={t('media.undoHint')}
    />
  )
}

async function UndoResult({ undo }: { undo: NonNullable<MediaReport['undo']> }) {
  const t = await getTranslations('imports.media')
  return (
    <div className="grid gap-2">
      <p>{t('undone', { restored: undo.restored, kept: undo.kept.length })}</p>
      {undo.kept.length > 0 && (
        <ul className="ms-5 list-disc text-sm">
          {undo.kept.map(({ sessionId, title }) => (
            <li key={sessionId}>{title}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
