import { getTranslations } from 'next-intl/server'
import { EntryLinks } from '@/features/users/components/entry-links'
import { LinkOver } from '@/features/users/components/link-over'
import { paths } from '@/lib/paths'

export default async function ResetLinkOver() {
  const t = await getTranslations('users')
  return (
    <div className="stack">
      <LinkOver title={t('linkOverTitle')}>{t('linkOver')}</LinkOver>
      <EntryLinks links={[{ href: paths.forgotPassword(), label: t('reset.again') }]} />
    </div>
  )
}
