import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { changeNameAction, confirmAgainAction, requestEmailChangeAction } from '../actions'

type Account = { name: string; email: string; emailVerified: Date | null; hasPassword: boolean }

export async function AccountName({ account }: { account: Account }) {
  const t = await getTranslations('users')
  return (
    <Card title={t('account.you')}>
      <ActionForm action={changeNameAction}>
        <Field
          name="name"
          label={t('name')}
          hint={t('account.nameHint')}
          defaultValue={account.name}
          autoComplete="name"
          required
        />
        <div className="form-actions">
          <SubmitButton variant="secondary">{t('account.save')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

export async function AccountAddress({ account }: { account: Account }) {
  const t = await getTranslations('users.account')
  return (
    <Card title={t('address')} className="form">
      <p>{t('addressNow', { email: account.email })}</p>
      {!account.emailVerified && (
        <ActionForm action={confirmAgainAction}>
          <p className="text-sm text-ink-2">{t('unconfirmed')}</p>
          <div className="form-actions">
            <SubmitButton variant="secondary">{t('sendAgain')}</SubmitButton>
          </div>
        </ActionForm>
      )}
      <ActionForm action={requestEmailChangeAction}>
        <Field
          name="email"
          type="email"
          label={t('newAddress')}
          hint={t('addressHint')}
          autoComplete="email"
          required
        />
        {account.hasPassword && (
          <Field
            name="currentPassword"
            type="password"
            label={t('currentPassword')}
            autoComplete="current-password"
            required
          />
        )}
        <div className="form-actions">
          <SubmitButton variant="secondary">{t('changeAddress')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
