import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { CheckField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'

/** A member's own word on whether public pages may name them; off until they say so. */
export async function PublicNameForm({ action, shown }: { action: FormAction; shown: boolean }) {
  const t = await getTranslations('shares.name')
  return (
    <ActionForm action={action}>
      <CheckField name="show" label={t('show')} hint={t('hint')} defaultChecked={shown} />
      <div className="form-actions">
        <SubmitButton variant="secondary">{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
