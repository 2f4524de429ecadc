import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field, SelectField, TextArea } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'

type ListFormProps = {
  action: FormAction
  list?: { id: string; revision: number; title: string; descriptionSource: string }
  cancel: string
}

/** Title and description of a new list, or of one there is. */
export async function ListForm({ action, list, cancel }: ListFormProps) {
  const [t, members] = await Promise.all([
    getTranslations('lists'),
    getTranslations('shares.members'),
  ])
  return (
    <ActionForm action={action} className="form measure">
      {list && (
        <>
          <input type="hidden" name="id" value={list.id} />
          <input type="hidden" name="revision" value={list.revision} />
        </>
      )}
      <Field
        name="title"
        label={t('listTitle')}
        required
        maxLength={200}
        defaultValue={list?.title}
        {...(!list && { hint: t('newHint') })}
      />
      {list && (
        <LatestText name="title" now={list.title} revision={list.revision} label={t('theirs')} />
      )}
      <TextArea
        name="description"
        label={t('description')}
        hint={t('descriptionHint')}
        optional
        rows={5}
        defaultValue={list?.descriptionSource}
      />
      {list && (
        <LatestText
          name="description"
          now={list.descriptionSource}
          revision={list.revision}
          label={t('theirs')}
        />
      )}
      {!list && (
        <SelectField
          name="audience"
          label={members('audience')}
          hint={members('audienceHint')}
          defaultValue="team"
        >
          <option value="team">{members('audiences.team')}</option>
          <option value="members">{members('audiences.members')}</option>
        </SelectField>
      )}
      <FormActions submit={list ? t('save') : t('create')} cancel={t('cancel')} back={cancel} />
    </ActionForm>
  )
}
