import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { CheckField, Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { deleteTeamAction, editTeamAction } from '../actions'

type Settings = { name: string; publicSharing: boolean; revision: number }

export async function TeamForm({ slug, settings }: { slug: string; settings: Settings }) {
  const t = await getTranslations('teams.settings')
  return (
    <ActionForm action={editTeamAction.bind(null, slug)}>
      <input type="hidden" name="revision" value={settings.revision} />
      <Field
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        defaultValue={settings.name}
        required
      />
      <CheckField
        name="publicSharing"
        label={t('publicSharing')}
        hint={t('publicSharingHint')}
        defaultChecked={settings.publicSharing}
      />
      <div className="form-actions">
        <SubmitButton>{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

export async function TeamDeletion({ slug, name }: { slug: string; name: string }) {
  const t = await getTranslations('teams.settings')
  return (
    <Card title={t('delete')} className="form">
      <p className="text-sm">{t('deleteWhat')}</p>
      <ActionForm action={deleteTeamAction.bind(null, slug)}>
        <Field name="name" label={t('deleteName', { name })} autoComplete="off" required />
        <div className="form-actions">
          <SubmitButton variant="danger">{t('deleteButton')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
