import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field, SelectField } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'
import { guessType } from '../address'
import type { LinkDetail } from '../queries'
import { linkTypes } from '../schema'

type LinkFormProps = { action: FormAction; link: LinkDetail; cancel: string }

/** Title and type of a link, each of which can be left to guessing. */
export async function LinkForm({ action, link, cancel }: LinkFormProps) {
  const [t, types] = await Promise.all([getTranslations('links'), getTranslations('links.types')])
  const { id, url, title, type, typeTyped, revision } = link
  return (
    <ActionForm action={action} aria-label={t('editTitle', { title })}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <Field
        name="title"
        label={t('linkTitle')}
        hint={t('linkTitleHint')}
        maxLength={300}
        defaultValue={title}
      />
      <LatestText name="title" now={title} revision={revision} label={t('theirs')} />
      <SelectField name="type" label={t('type')} defaultValue={typeTyped ? type : ''}>
        <option value="">{t('guessed', { type: types(typeTyped ? guessType(url) : type) })}</option>
        {linkTypes.map((it) => (
          <option key={it} value={it}>
            {types(it)}
          </option>
        ))}
      </SelectField>
      <FormActions submit={t('save')} cancel={t('cancel')} back={cancel} />
    </ActionForm>
  )
}
