import { getTranslations } from 'next-intl/server'
import { EntryLinks } from '@/features/users/components/entry-links'
import { LinkOver } from '@/features/users/components/link-over'
import { paths } from '@/lib/paths'

export default async function InvitationOver() {
  const t = await getTranslations('teams.join')
  return (
    <div className="stack">
      <LinkOver title={t('overTitle')}>{t('over')}</LinkOver>
      <EntryLinks links={[{ href: paths.home(), label: t('home') }]} />
    </div>
  )
}
