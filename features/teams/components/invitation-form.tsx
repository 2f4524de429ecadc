import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { createInvitationAction } from '../actions'
import { invitationDays, roles } from '../schema'
import { InvitationLink } from './invitation-link'

export async function InvitationForm({ slug }: { slug: string }) {
  const t = await getTranslations('teams')
  return (
    <Card title={t('invitations.title')} className="form">
      <p className="text-sm text-ink-2">{t('invitations.what')}</p>
      <ActionForm action={createInvitationAction.bind(null, slug)}>
        <InvitationLink
          label={t('invitations.link')}
          copyLabel={t('invitations.copy')}
          copiedLabel={t('invitations.copied')}
        />
        <SelectField name="role" label={t('invitations.role')} defaultValue="editor">
          {roles.map((role) => (
            <option key={role} value={role}>
              {t('invitations.roleOption', {
                role: t(`roles.${role}`),
                what: t(`rolesHint.${role}`),
              })}
            </option>
          ))}
        </SelectField>
        <SelectField name="days" label={t('invitations.days')} defaultValue="7">
          {invitationDays.map((days) => (
            <option key={days} value={days}>
              {t('invitations.day', { days })}
            </option>
          ))}
        </SelectField>
        <Field
          name="note"
          label={t('invitations.note')}
          hint={t('invitations.noteHint')}
          autoComplete="off"
          optional
        />
        <div className="form-actions">
          <SubmitButton>{t('invitations.make')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
