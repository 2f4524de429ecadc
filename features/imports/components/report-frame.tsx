import { getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { undoImportAction } from '../actions'
import { ProblemList } from './problem-list'

type ReportFrameProps = {
  team: string
  done: { id: string; state: string }
  /** What undoing it did, once it is undone */
  undone?: ReactNode
  /** How much was done, in numbers */
  counts: ReactNode
  /** Where it went, and what the way there is called; null when that is gone */
  open?: { href: string; label: string } | null
  /** Below the numbers */
  more?: ReactNode
  /** Before the way back */
  listed?: ReactNode
  /** What undoing takes back and what not */
  undoHint: string
  problems: ComponentProps<typeof ProblemList>['problems']
  children?: ReactNode
}

/** The report of an import of any kind: what was done, where that is, the file, and the way back. */
export async function ReportFrame(props: ReportFrameProps) {
  const { team, done, undone, counts, open, more, listed, undoHint, problems, children } = props
  const t = await getTranslations('imports')
  const applied = done.state === 'applied'
  return (
    <div className="grid gap-4">
      {undone && <Card title={t('report.undoTitle')}>{undone}</Card>}
      <Card title={t('report.what')}>
        <div className="grid gap-3">
          {counts}
          <div className="flex flex-wrap items-center gap-3">
            {open && (
              <LinkButton variant={applied ? 'primary' : 'secondary'} href={open.href}>
                {open.label}
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
        {more}
      </Card>
      {listed}
      {applied && (
        <Card>
          <div className="grid gap-3">
            <p className="text-sm text-ink-2">{undoHint}</p>
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
        {children}
        <ProblemList problems={problems} />
      </div>
    </div>
  )
}
