import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LeftOut } from '@/features/recaps/components/left-out'
import { getLeftOut } from '@/features/recaps/left-out'
import { getRecapHead } from '@/features/recaps/queries'
import { SharesOf } from '@/features/shares/components/shares-of'
import { sharesCan } from '@/features/shares/policy'
import { getShares } from '@/features/shares/queries'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { requireConference } from '../../require-conference'

type Props = { params: Promise<{ team: string; conference: string }> }

async function load({ params }: Props) {
  const { team, conference: part } = await params
  const member = await requireMember(team)
  if (!sharesCan(member).see) notFound()
  const conference = await requireConference(member, part)
  const recap = (await getRecapHead(member, conference.id)) ?? notFound()
  return { member, team, conference, recap }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  return { title: (await getTranslations('recaps'))('shareTitle', { title: conference.title }) }
}

export default async function ShareRecapPage(props: Props) {
  const { member, team, conference, recap } = await load(props)
  const [leftOut, shares, t] = await Promise.all([
    getLeftOut(member, { id: recap.id, conferenceId: conference.id }),
    getShares(member, 'recap', recap),
    getTranslations('recaps'),
  ])
  return (
    <>
      <PageHeader
        title={t('shareTitle', { title: conference.title })}
        crumbs={[
          { href: paths.conference(team, conference), label: conference.title },
          { href: paths.recap(team, conference), label: t('title') },
        ]}
        crumbsLabel={t('crumbs')}
      />
      <SharesOf
        team={team}
        subject="recap"
        of={recap.id}
        shares={shares}
        can={sharesCan(member)}
        people={leftOut && <LeftOut team={team} recap={recap.id} of={leftOut} />}
      />
    </>
  )
}
