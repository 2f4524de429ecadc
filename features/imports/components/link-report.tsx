import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { undoLinksAction } from '../actions'
import type { LinkImport } from '../links'
import type { LinkReport } from '../schema'
import { Homeless, LinkCounts } from './link-facts'
import { ProblemList } from './problem-list'

type LinkReportProps = {
  team: string
  done: LinkImport
  report: LinkReport
  /** Null when it is gone */
  list: { id: string; slug: string } | null
}

/** What an import of links did, and what undoing it did. */
export async function LinkReportView({ team, done, report, list }: LinkReportProps) {
  const t = await getTranslations('imports')
  const applied = done.state === 'applied'
  const { added, unchanged: present, repeated, problems, homeless, undo } = report
  return (
    <div className="grid gap-4">
      {undo && (
        <Card title={t('report.undoTitle')}>
          <p>{t('links.removed', { count: undo.removed, kept: undo.kept })}</p>
        </Card>
      )}
      <Card title={t('report.what')}>
        <div className="grid gap-3">
          <LinkCounts counts={{ added, present, repeated, problems: problems.length }} />
          <div className="flex flex-wrap items-center gap-3">
            {list && (
              <LinkButton variant={applied ? 'primary' : 'secondary'} href={paths.list(team, list)}>
                {t('links.open')}
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
        <Homeless fields={homeless} />
      </Card>
      {applied && (
        <Card>
          <div className="grid gap-3">
            <p className="text-sm text-ink-2">{t('links.undoHint')}</p>
            <ActionForm action={undoLinksAction.bind(null, team)}>
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
