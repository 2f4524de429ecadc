import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { applyImportAction, discardImportAction } from '../actions'
import { placesOfPlan } from '../annotation-plan'
import type { AnnotationImport, FoundAnnotationPlan } from '../annotations'
import { AnnotationPlaces } from './annotation-places'
import { ProblemList } from './problem-list'

type AnnotationPreviewProps = {
  team: string
  staged: AnnotationImport
  found: FoundAnnotationPlan
  /** Of the importing person */
  name: string
}

/** What a file of annotations holds, where each goes, and what confirming will do. */
export async function AnnotationPreview({ team, staged, found, name }: AnnotationPreviewProps) {
  const [t, imports] = await Promise.all([
    getTranslations('imports.annotations'),
    getTranslations('imports'),
  ])
  const { notes, problems } = staged.file
  const { added, present, nowhere } = found.plan
  const facts = {
    notes: notes.length,
    quoted: notes.filter(({ quote }) => quote).length,
    moments: notes.filter(({ fromMs }) => fromMs !== null).length,
    others: notes.filter(({ author }) => author && author !== name).length,
  }
  const left = nowhere.reduce((sum, { count }) => sum + count, 0)
  const counts = { added: added.length, present, left, problems: problems.length }
  return (
    <div className="grid gap-4">
      <dl className="card grid grid-cols-2 gap-4 sm:grid-cols-4" aria-label={t('facts')}>
        {(['notes', 'quoted', 'moments', 'others'] as const).map((fact) => (
          <div key={fact} className="flex flex-col-reverse">
            <dt className="text-sm text-ink-2">{t(fact, { count: facts[fact] })}</dt>
            <dd className="text-xl font-bold tabular-nums">{facts[fact]}</dd>
          </div>
        ))}
      </dl>
      <Card title={imports('preview.what')}>
        <div className="grid gap-3">
          {added.length === 0 && <Notice>{t('nothing')}</Notice>}
          <ul className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap">
            {(['added', 'present', 'left', 'problems'] as const).map((what) => (
              <li key={what} className={counts[what] === 0 ? 'text-ink-3' : ''}>
                <span className="font-semibold tabular-nums">{counts[what]}</span> {t(what)}
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-3">
            {added.length > 0 && (
              <ActionForm action={applyImportAction.bind(null, team)}>
                <input type="hidden" name="id" value={staged.id} />
                <input type="hidden" name="planHash" value={found.hash} />
                <SubmitButton>{t('confirm', { count: added.length })}</SubmitButton>
              </ActionForm>
            )}
            <ActionForm action={discardImportAction.bind(null, team)}>
              <input type="hidden" name="id" value={staged.id} />
              <SubmitButton variant="secondary">{imports('preview.discard')}</SubmitButton>
            </ActionForm>
          </div>
          <p className="text-sm text-ink-2">{imports('preview.nothingWritten')}</p>
        </div>
      </Card>
      <Card title={t('where')}>
        <ul className="ms-5 grid list-disc gap-1 text-sm">
          {(['Place', 'Yours', 'Audience', 'Passage', 'Not'] as const).map((rule) => (
            <li key={rule}>{t(`where${rule}`)}</li>
          ))}
        </ul>
      </Card>
      <div>
        <AnnotationPlaces team={team} places={placesOfPlan(found.plan)} nowhere={nowhere} />
        <ProblemList problems={problems} />
      </div>
    </div>
  )
}
