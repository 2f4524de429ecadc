import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { stageRecordingsAction } from '../../actions'
import { PlaylistField } from './playlist-field'

type RecordingsFormProps = {
  team: string
  /** By short ids, the first being chosen unless `conference` names one */
  conferences: { id: string; title: string }[]
  conference: string
}

/** A playlist to be pasted, as it was copied from wherever it is. */
export async function RecordingsForm({ team, conferences, conference }: RecordingsFormProps) {
  const t = await getTranslations('imports.media')
  return (
    <ActionForm action={stageRecordingsAction.bind(null, team)}>
      <SelectField name="conference" label={t('conference')} defaultValue={conference}>
        {conferences.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <PlaylistField label={t('list')} hint={t('listHint')} />
      <div>
        <SubmitButton>{t('propose')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
