import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { stopImportAction } from '../actions'
import type { ImportDetail } from '../queries'
import type { WorkProblem } from '../work'
import { WatchWork } from './watch-work'

type ProgressProps = { team: string; id: string; work: NonNullable<ImportDetail['work']> }

/** How far a confirmed import is. The page turns into its report by itself. */
export async function ImportProgress({ team, id, work }: ProgressProps) {
  const t = await getTranslations(work.undoing ? 'imports.undoing' : 'imports.work')
  const { done, total } = work
  const begun = work.begunAt !== null
  return (
    <Card>
      <div className="grid gap-3">
        <WatchWork
          url={paths.importRecord(team, id)}
          state={work.busy}
          shown={begun ? { done, total } : null}
          texts={{ waiting: t('waiting'), working: t('working') }}
        />
        <p className="text-sm text-ink-2">{t('leave')}</p>
        <noscript>
          <meta httpEquiv="refresh" content="3" />
          <a href={paths.import(team, id)}>{t('again')}</a>
        </noscript>
        {!begun && (
          <div className="flex">
            <ActionForm action={stopImportAction.bind(null, team)}>
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="undoing" value={String(work.undoing)} />
              <SubmitButton variant="secondary">{t('stop')}</SubmitButton>
            </ActionForm>
          </div>
        )}
      </div>
    </Card>
  )
}

type ProblemProps = { problem: WorkProblem | null; undoing: boolean }

/** Why a confirmed import came back to its preview, or one that was to be undone to its report. */
export async function WorkProblemNotice({ problem, undoing }: ProblemProps) {
  if (!problem) return null
  const of = undoing ? 'imports.undoing' : 'imports.work'
  const t = await getTranslations()
  const { key, params } = problem
  const reason = t.has(key as never) ? t(key as never, params as never) : t(`${of}.failed`)
  return (
    <div className="mb-4" role="alert">
      <Notice tone="bad">
        {t(`${of}.nothing`)} {reason}
      </Notice>
    </div>
  )
}
