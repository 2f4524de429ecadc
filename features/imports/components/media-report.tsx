import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { undoMediaAction } from '../actions'
import type { MediaImport } from '../media'
import type { MediaReport } from '../media-plan'
import { ProblemList } from './problem-list'

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
  const applied = done.state === 'applied'
  const counts = ['added', 'changed', 'unchanged', 'left'] as const
  const { undo, rows, problems } = report
  return (
    <div className="grid gap-4">
      {undo && (
        <Card title={t('report.undoTitle')}>
          <div className="grid gap-2">
            <p>{t('media.undone', { restored: undo.restored, kept: undo.kept.length })}</p>
            {undo.kept.length > 0 && (
              <ul className="ms-5 list-disc text-sm">
                {undo.kept.map(({ sessionId, title }) => (
                  <li key={sessionId}>{title}</li>
                ))}
              </ul>
            )}
          </div>
        </Card>
      )}
      <Card title={t('report.what')}>
        <div className="grid gap-3">
          <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap">
            {counts.map((name) => (
              <li key={name} className={report[name] === 0 ? 'text-ink-3' : ''}>
                <span className="font-semibold tabular-nums">{report[name]}</span>{' '}
                {t(`media.did_${name}`)}
              </li>
            ))}
          </ul>
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
      {applied && (
        <Card>
          <div className="grid gap-3">
            <p className="text-sm text-ink-2">{t('media.undoHint')}</p>
            <ActionForm action={undoMediaAction.bind(null, team)}>
              <input type="hidden" name="id" value={done.id} />
              <div>
                <SubmitButton variant="danger">{t('undo.button')}</SubmitButton>
              </div>
            </ActionForm>
          </div>
        </Card>
      )}
      <div>
        <ProblemList problems={problems} />
      </div>
    </div>
  )
}
