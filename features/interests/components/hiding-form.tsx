import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { CheckField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'

/** A member's own word on whether colleagues see what they want; they do until told otherwise. */
export async function HidingForm({ action, hidden }: { action: FormAction; hidden: boolean }) {
  const t = await getTranslations('interests.picks')
  return (
    <Card title={t('whoSees')}>
      <ActionForm action={action}>
        <CheckField name="show" label={t('show')} hint={t('showHint')} defaultChecked={!hidden} />
        <div className="form-actions">
          <SubmitButton variant="secondary">{t('save')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
