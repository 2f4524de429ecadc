import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { createRecapAction } from '../actions'

type RecapEmptyProps = { team: string; conference: string; edit: boolean }

/** Says what a recap is, and begins one for whoever may. */
export async function RecapEmpty({ team, conference, edit }: RecapEmptyProps) {
  const t = await getTranslations('recaps')
  const action = edit && (
    <ActionForm action={createRecapAction.bind(null, team)}>
      <input type="hidden" name="conference" value={conference} />
      <div className="form-actions justify-center">
        <SubmitButton>{t('begin')}</SubmitButton>
      </div>
    </ActionForm>
  )
  return (
    <EmptyState title={t('empty')} action={action}>
      {t(edit ? 'emptyText' : 'emptyReader')}
    </EmptyState>
  )
}
