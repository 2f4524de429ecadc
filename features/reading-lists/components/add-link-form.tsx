import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field, TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'

/** Adds a link to a list by its address. */
export async function AddLinkForm({ action, listId }: { action: FormAction; listId: string }) {
  const t = await getTranslations('lists')
  return (
    <Card title={t('addLink')} id="add">
      <ActionForm action={action} clearOnSuccess>
        <input type="hidden" name="list" value={listId} />
        <Field
          name="address"
          label={t('address')}
          hint={t('addressHint')}
          required
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Field name="title" label={t('linkTitle')} hint={t('linkTitleHint')} optional />
        <TextArea name="why" label={t('why')} hint={t('whyHint')} optional rows={3} />
        <div className="form-actions">
          <SubmitButton>{t('add')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
