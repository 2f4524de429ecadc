import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageColumns, PageHeader } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { showNameOnPublicAction } from '@/features/shares/actions'
import { PublicNameForm } from '@/features/shares/components/public-name-form'
import { getNameOnPublic } from '@/features/shares/queries'
import { InvitationForm } from '@/features/teams/components/invitation-form'
import { InvitationList } from '@/features/teams/components/invitation-list'
import { MemberList } from '@/features/teams/components/member-list'
import { SettingsNav } from '@/features/teams/components/settings-nav'
import { teamCan } from '@/features/teams/policy'
import { getInvitations, getMembers } from '@/features/teams/queries'
import { requireMember } from '@/lib/actor'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  const t = await getTranslations('teams.members')
  return { title: t('title') }
}

export default async function MembersPage({ params }: Props) {
  const member = await requireMember((await params).team)
  const [t, name, members, invitations, shown] = await Promise.all([
    getTranslations('teams.members'),
    getTranslations('shares.name'),
    getMembers(member),
    getInvitations(member),
    getNameOnPublic(member),
  ])
  const list = (
    <div className="stack">
      <MemberList member={member} members={members} />
      <Card title={name('title')}>
        <PublicNameForm
          action={showNameOnPublicAction.bind(null, member.team.slug)}
          shown={shown}
        />
      </Card>
    </div>
  )
  return (
    <>
      <PageHeader title={t('title')} />
      <SettingsNav member={member} current="members" />
      <div className="mt-6">
        {teamCan(member).manage ? (
          <PageColumns
            aside={
              <>
                <InvitationForm slug={member.team.slug} />
                <InvitationList slug={member.team.slug} invitations={invitations} />
              </>
            }
          >
            {list}
          </PageColumns>
        ) : (
          <div className="measure">{list}</div>
        )}
      </div>
    </>
  )
}
