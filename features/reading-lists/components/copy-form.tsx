import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'

type CopyFormProps = { action: FormAction; list: { id: string; title: string }; cancel: string }

/** How the copy of a list is called. */
export async function CopyForm({ action, list, cancel }: CopyFormProps) {
  const t = await getTranslations('lists')
  const proposed = t('copy.proposed', { title: list.title.slice(0, 180) })
  return (
    <ActionForm action={action} className="form measure">
      <input type="hidden" name="id" value={list.id} />
      <p>{t('copy.text')}</p>
      <Field name="title" label={t('copy.name')} required maxLength={200} defaultValue={proposed} />
      <FormActions submit={t('copy.submit')} cancel={t('cancel')} back={cancel} />
    </ActionForm>
  )
}
