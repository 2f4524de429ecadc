import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'
import { SubmitButton } from '@/components/ui/submit-button'

type SectionFormProps = {
  action: FormAction
  section: { id: string; title: string; revision: number }
  page: string
  cancel: string
}

/** Another heading, in its place in the list. */
export async function SectionForm({ action, section, page, cancel }: SectionFormProps) {
  const t = await getTranslations('lists')
  const { id, title, revision } = section
  return (
    <ActionForm action={action} aria-label={t('sections.renameOf', { title })}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="page" value={page} />
      <Field
        name="title"
        label={t('sections.heading')}
        required
        maxLength={200}
        defaultValue={title}
      />
      <LatestText name="title" now={title} revision={revision} label={t('theirs')} />
      <FormActions submit={t('save')} cancel={t('cancel')} back={cancel} />
    </ActionForm>
  )
}

/** A new last section of a list. */
export async function NewSection({ action, listId }: { action: FormAction; listId: string }) {
  const t = await getTranslations('lists.sections')
  return (
    <details className="new-section">
      <summary className="quiet-link">{t('new')}</summary>
      <ActionForm action={action} clearOnSuccess>
        <input type="hidden" name="list" value={listId} />
        <Field name="title" label={t('heading')} hint={t('headingHint')} required maxLength={200} />
        <div className="form-actions">
          <SubmitButton variant="secondary">{t('add')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
