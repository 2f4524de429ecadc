import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { CheckField, Field, SelectField } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { SegmentedRadios } from '@/components/ui/segmented'
import { linkTypes } from '@/features/links/schema'
import type { SmartChoices, SmartListDetail } from '../../gathered/smart-lists'

type SmartListFormProps = {
  action: FormAction
  choices: SmartChoices
  /** The one that is changed. */
  smart?: SmartListDetail
  /** Whether the member may keep one for the team. */
  mayShare: boolean
  cancel: string
}

/** Name and filter of a smart list. */
export async function SmartListForm(props: SmartListFormProps) {
  const { action, choices, smart, mayShare, cancel } = props
  const [t, types, lists] = await Promise.all([
    getTranslations('smartLists'),
    getTranslations('links.types'),
    getTranslations('lists'),
  ])
  const filter = smart?.filter
  const choose = (of: keyof SmartChoices) => (
    <SelectField key={of} name={of} label={t(of)} defaultValue={filter?.[of] ?? ''}>
      <option value="">{t('any')}</option>
      {choices[of].map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
  return (
    <ActionForm action={action} className="form measure">
      {smart && (
        <>
          <input type="hidden" name="id" value={smart.id} />
          <input type="hidden" name="revision" value={smart.revision} />
        </>
      )}
      <Field
        name="title"
        label={lists('listTitle')}
        required
        maxLength={200}
        defaultValue={smart?.title}
      />
      <SelectField name="type" label={t('type')} defaultValue={filter?.type ?? ''}>
        <option value="">{t('any')}</option>
        {linkTypes.map((type) => (
          <option key={type} value={type}>
            {types(type)}
          </option>
        ))}
        <option value="session">{lists('session')}</option>
      </SelectField>
      {(['topic', 'conference', 'by'] as const).map(choose)}
      <SegmentedRadios
        name="state"
        label={t('state')}
        options={(['all', 'open', 'done'] as const).map((value) => ({
          value,
          label: t(`states.${value}`),
        }))}
        defaultValue={filter?.state ?? 'all'}
      />
      <CheckField
        name="favourites"
        label={t('favourites')}
        defaultChecked={filter?.favourites ?? false}
      />
      {!smart && mayShare && (
        <SegmentedRadios
          name="forTeam"
          label={t('who')}
          options={[
            { value: '', label: t('forMe') },
            { value: 'team', label: t('forTeam') },
          ]}
          defaultValue=""
        />
      )}
      <FormActions
        submit={lists(smart ? 'save' : 'create')}
        cancel={lists('cancel')}
        back={cancel}
      />
    </ActionForm>
  )
}
