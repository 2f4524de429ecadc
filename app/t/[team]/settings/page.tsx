import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { SettingsNav } from '@/features/teams/components/settings-nav'
import { TeamDeletion, TeamForm } from '@/features/teams/components/team-forms'
import { getTeamSettings } from '@/features/teams/queries'
import { requireMember } from '@/lib/actor'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await requireMember((await params).team)
  if (!(await getTeamSettings(member))) notFound()
  const t = await getTranslations('teams.settings')
  return { title: t('title') }
}

export default async function TeamSettingsPage({ params }: Props) {
  const member = await requireMember((await params).team)
  const settings = await getTeamSettings(member)
  if (!settings) notFound()
  const t = await getTranslations('teams.settings')
  return (
    <>
      <PageHeader title={t('title')} />
      <SettingsNav member={member} current="team" />
      <div className="stack measure-narrow mt-6">
        <TeamForm slug={member.team.slug} settings={settings} />
        <TeamDeletion slug={member.team.slug} name={settings.name} />
      </div>
    </>
  )
}
