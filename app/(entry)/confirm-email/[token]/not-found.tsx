import { getTranslations } from 'next-intl/server'
import { EntryLinks } from '@/features/users/components/entry-links'
import { LinkOver } from '@/features/users/components/link-over'
import { paths } from '@/lib/paths'

export default async function ConfirmationOver() {
  const t = await getTranslations('users')
  return (
    <div className="stack">
      <LinkOver title={t('linkOverTitle')}>{t('confirm.over')}</LinkOver>
      <EntryLinks links={[{ href: paths.account(), label: t('account.title') }]} />
    </div>
  )
}
