import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { editBlockAction } from '../actions'

type RestoreProps = { team: string; history: { id: string; revision: number }; text: string }

/** Makes earlier words of the team the latest again, as an edit does. */
export async function RestoreWords({ team, history, text }: RestoreProps) {
  const t = await getTranslations('annotations')
  return (
    <ActionForm action={editBlockAction.bind(null, team)} className="revision-form">
      <input type="hidden" name="id" value={history.id} />
      <input type="hidden" name="revision" value={history.revision} />
      <input type="hidden" name="text" value={text} />
      <SubmitButton variant="secondary">{t('restore')}</SubmitButton>
    </ActionForm>
  )
}
