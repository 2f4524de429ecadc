import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { deleteAccountAction } from '../actions'

/** Says what becomes of everything before it asks for the proof that it is meant. */
export async function AccountDeletion({ account }: { account: { hasPassword: boolean } }) {
  const t = await getTranslations('teams.account')
  return (
    <Card title={t('title')} className="form">
      <ul className="list-disc space-y-1 ps-5 text-sm">
        <li>{t('team')}</li>
        <li>{t('own')}</li>
        <li>{t('alone')}</li>
        <li>{t('address')}</li>
      </ul>
      <ActionForm action={deleteAccountAction}>
        {account.hasPassword ? (
          <Field
            name="currentPassword"
            type="password"
            label={t('password')}
            autoComplete="current-password"
            required
          />
        ) : (
          <Field name="email" type="email" label={t('typeEmail')} autoComplete="off" required />
        )}
        <div className="form-actions">
          <SubmitButton variant="danger">{t('button')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
