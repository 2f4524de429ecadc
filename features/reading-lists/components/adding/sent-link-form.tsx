import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field, SelectField, TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'

type SentLinkFormProps = {
  action: FormAction
  lists: { id: string; title: string }[]
  sent: { url: string; title: string; text: string }
}

/** A page of the web on its way into a list, as a bookmarklet has sent it. */
export async function SentLinkForm({ action, lists, sent }: SentLinkFormProps) {
  const t = await getTranslations('lists')
  const quote = sent.text && `> ${sent.text.replaceAll('\n', '\n> ')}`
  return (
    <Card className="measure-narrow mt-6">
      <ActionForm action={action}>
        <SelectField name="list" label={t('sentTo')}>
          {lists.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
        <Field
          name="address"
          label={t('address')}
          defaultValue={sent.url}
          required
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Field name="title" label={t('linkTitle')} defaultValue={sent.title} optional />
        <TextArea name="why" label={t('why')} defaultValue={quote} optional rows={5} />
        <div className="form-actions">
          <SubmitButton>{t('add')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
