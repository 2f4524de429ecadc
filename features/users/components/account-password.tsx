import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { changePasswordAction } from '../actions'
import { NewPassword } from './new-password'

export async function AccountPassword({ account }: { account: { hasPassword: boolean } }) {
  const t = await getTranslations('users')
  if (!account.hasPassword) {
    return (
      <Card title={t('account.passwordTitle')} className="form">
        <p>{t('account.noPasswordHint')}</p>
        <div>
          <LinkButton href={paths.forgotPassword()}>{t('account.askForPassword')}</LinkButton>
        </div>
      </Card>
    )
  }
  return (
    <Card title={t('account.passwordTitle')}>
      <ActionForm action={changePasswordAction} clearOnSuccess>
        <Field
          name="currentPassword"
          type="password"
          label={t('account.currentPassword')}
          autoComplete="current-password"
          required
        />
        <NewPassword label={t('newPassword')} hint={t('account.passwordHint')} />
        <div className="form-actions">
          <SubmitButton variant="secondary">{t('account.changePassword')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
