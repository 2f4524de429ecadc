import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'

/** One button that takes something out of the trash. */
export async function RestoreForm({ action, id }: { action: FormAction; id: string }) {
  const t = await getTranslations('lists')
  return (
    <ActionForm action={action} toast>
      <input type="hidden" name="id" value={id} />
      <div>
        <SubmitButton variant="secondary">{t('restore')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
