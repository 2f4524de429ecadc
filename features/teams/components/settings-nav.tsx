import { getTranslations } from 'next-intl/server'
import { TabsNav } from '@/components/ui/tabs-nav'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { teamCan } from '../policy'

/** The pages of a team's settings that the member may see. */
export async function SettingsNav(props: {
  member: Member
  current: 'team' | 'members' | 'shares'
}) {
  const { member, current } = props
  if (!teamCan(member).manage) return null
  const t = await getTranslations('teams.settings')
  const { slug } = member.team
  const tabs = [
    { key: 'team', href: paths.teamSettings(slug), label: t('team') },
    { key: 'members', href: paths.members(slug), label: t('members') },
    { key: 'shares', href: paths.teamShares(slug), label: t('shares') },
  ]
  return (
    <TabsNav
      label={t('nav')}
      tabs={tabs.map(({ key, ...tab }) => ({ ...tab, current: key === current }))}
    />
  )
}
