import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { providers } from '@/lib/providers'
import { connectIdentityAction, disconnectIdentityAction } from '../actions'

type Identity = { provider: string; providerAccountId: string; createdAt: Date }

/** The identities at other services, and those that can still be connected. */
export async function AccountIdentities({ identities }: { identities: Identity[] }) {
  if (providers.length === 0 && identities.length === 0) return null
  const [t, format] = await Promise.all([getTranslations('users.account'), getFormatter()])
  const nameOf = (id: string) => providers.find((provider) => provider.id === id)?.name ?? id
  const open = providers.filter(({ id }) => !identities.some(({ provider }) => provider === id))
  return (
    <Card title={t('identities')} className="form">
      {identities.length > 0 && (
        <ul className="rows">
          {identities.map(({ provider, providerAccountId, createdAt }) => (
            <li key={provider + providerAccountId} className="py-2">
              <ActionForm action={disconnectIdentityAction} className="actions justify-between">
                <input type="hidden" name="provider" value={provider} />
                <input type="hidden" name="subject" value={providerAccountId} />
                <span>
                  {t('identity', {
                    provider: nameOf(provider),
                    when: format.dateTime(createdAt, { dateStyle: 'medium' }),
                  })}
                </span>
                <SubmitButton variant="secondary">{t('disconnect')}</SubmitButton>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <ActionForm action={connectIdentityAction} className="form-actions">
          {open.map(({ id, name }) => (
            <SubmitButton key={id} variant="secondary" name="provider" value={id}>
              {t('connect', { name })}
            </SubmitButton>
          ))}
        </ActionForm>
      )}
    </Card>
  )
}
