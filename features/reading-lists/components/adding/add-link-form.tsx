import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field, SelectField, TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { NewSection } from '../entries/section-form'

type AddLinkFormProps = {
  action: FormAction
  list: { id: string; sections: { id: string; title: string }[] }
  /** Where a whole text is pasted. */
  several: string
  /** `addSectionAction`, bound to the team. */
  section: FormAction
}

/** Adds a link to a list by its address; the ways to add several, and a section. */
export async function AddLinkForm({ action, list, several, section }: AddLinkFormProps) {
  const t = await getTranslations('lists')
  return (
    <Card title={t('addLink')} id="add">
      <ActionForm action={action} clearOnSuccess>
        <input type="hidden" name="list" value={list.id} />
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
        {list.sections.length > 0 && (
          <SelectField name="section" label={t('sections.into')}>
            <option value="">{t('sections.none')}</option>
            {list.sections.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
        )}
        <div className="form-actions">
          <SubmitButton>{t('add')}</SubmitButton>
          <LinkButton variant="quiet" href={several}>
            {t('several.action')}
          </LinkButton>
        </div>
      </ActionForm>
      <NewSection action={section} listId={list.id} />
    </Card>
  )
}
