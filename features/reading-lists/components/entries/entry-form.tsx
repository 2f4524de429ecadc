import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field, SelectField, TextArea } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'
import { linkTypes } from '@/features/links/schema'
import type { EntryDetail } from '../../queries'

type EntryFormProps = { action: FormAction; entry: EntryDetail; page: string; cancel: string }

/** Why, title and type of an entry, in its place in the list. */
export async function EntryForm({ action, entry, page, cancel }: EntryFormProps) {
  const [t, types] = await Promise.all([getTranslations('lists'), getTranslations('links.types')])
  const { id, link, session, whySource, revision } = entry
  return (
    <ActionForm action={action} aria-label={t('editEntryOf', { title: titleOf(entry) })}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="page" value={page} />
      {link ? (
        <>
          <input type="hidden" name="linkRevision" value={link.revision} />
          <Field
            name="title"
            label={t('linkTitle')}
            hint={t('linkShared')}
            required
            maxLength={300}
            defaultValue={link.title}
          />
          <SelectField name="type" label={t('type')} defaultValue={link.type}>
            {linkTypes.map((type) => (
              <option key={type} value={type}>
                {types(type)}
              </option>
            ))}
          </SelectField>
        </>
      ) : (
        <p className="font-bold">{session?.title}</p>
      )}
      <TextArea
        name="why"
        label={t('why')}
        hint={t('whyHint')}
        optional
        rows={4}
        defaultValue={whySource}
      />
      <LatestText name="why" now={whySource} revision={revision} label={t('theirs')} />
      <FormActions submit={t('save')} cancel={t('cancel')} back={cancel} />
    </ActionForm>
  )
}

export function titleOf({ link, session }: Pick<EntryDetail, 'link' | 'session'>): string {
  return link?.title ?? session?.title ?? ''
}
