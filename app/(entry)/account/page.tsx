import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { AccountDeletion } from '@/features/teams/components/account-deletion'
import { AccountAddress, AccountName } from '@/features/users/components/account-forms'
import { AccountIdentities } from '@/features/users/components/account-identities'
import { AccountLogins } from '@/features/users/components/account-logins'
import { AccountNotice } from '@/features/users/components/account-notice'
import { AccountPassword } from '@/features/users/components/account-password'
import { SignOutForm } from '@/features/users/components/sign-out-form'
import { getAccount, getLogins } from '@/features/users/queries'
import { requirePerson } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.account')
  return { title: t('title') }
}

export default async function AccountPage({ searchParams }: Props) {
  const person = await requirePerson()
  const [t, query, account, logins] = await Promise.all([
    getTranslations('users.account'),
    searchParams,
    getAccount(person),
    getLogins(person),
  ])
  return (
    <div className="stack">
      <h1 className="text-xl">{t('title')}</h1>
      <AccountNotice query={query} />
      <AccountName account={account} />
      <AccountAddress account={account} />
      <AccountPassword account={account} />
      <AccountLogins logins={logins} />
      <AccountIdentities identities={account.accounts} />
      <AccountDeletion account={account} />
      <div className="actions">
        <PendingLink href={paths.home()} className="text-link">
          {t('back')}
        </PendingLink>
        <SignOutForm />
      </div>
    </div>
  )
}
