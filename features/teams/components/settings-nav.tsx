import { getTranslations } from 'next-intl/server'
import { TabsNav } from '@/components/ui/tabs-nav'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { teamCan } from '../policy'

/** The pages of a team's settings that the member may see. */
export async function SettingsNav(props: {
  member: Member
  current: 'team' | 'members' | 'shares' | 'tokens'
}) {
  const { member, current } = props
  const t = await getTranslations('teams.settings')
  const { slug } = member.team
  const { manage } = teamCan(member)
  const tabs = [
    { key: 'team', href: paths.teamSettings(slug), label: t('team'), offered: manage },
    { key: 'members', href: paths.members(slug), label: t('members'), offered: true },
    { key: 'shares', href: paths.teamShares(slug), label: t('shares'), offered: manage },
    { key: 'tokens', href: paths.tokens(slug), label: t('tokens'), offered: true },
  ].filter(({ offered }) => offered)
  return (
    <TabsNav
      label={t('nav')}
      tabs={tabs.map(({ key, offered: _, ...tab }) => ({ ...tab, current: key === current }))}
    />
  )
}
