import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { ListPeople } from '@/features/shares/components/list-people'
import { SharesOf } from '@/features/shares/components/shares-of'
import { getListMembers, getNameable } from '@/features/shares/list-members'
import { sharesCan } from '@/features/shares/policy'
import { getShares } from '@/features/shares/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { findList } from '../find-list'

type Props = { params: Promise<{ team: string; list: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const list = await findList(await currentMember(team), part)
  if (!list?.can.share && list?.audience !== 'members') return {}
  return { title: (await getTranslations('shares'))('titleOf', { title: list.title }) }
}

export default async function ShareListPage({ params }: Props) {
  const { team, list: part } = await params
  const member = await requireMember(team)
  const can = sharesCan(member)
  const list = await findList(member, part)
  // Who is only named in it may see by whom else, and leave
  if (!list || !(list.can.share || list.audience === 'members')) notFound()
  const [shares, named, nameable, t, lists] = await Promise.all([
    getShares(member, 'list', list),
    getListMembers(member, list),
    list.can.manage ? getNameable(member) : [],
    getTranslations('shares'),
    getTranslations('lists'),
  ])
  return (
    <>
      <PageHeader
        title={t('titleOf', { title: list.title })}
        crumbs={[
          { href: paths.lists(team), label: lists('title') },
          { href: paths.list(team, list), label: list.title },
        ]}
        crumbsLabel={lists('crumbs')}
      />
      <SharesOf
        team={team}
        subject="list"
        of={list.id}
        shares={shares}
        can={{ see: list.can.share, create: list.can.share && can.create }}
        people={<ListPeople {...{ team, me: member.userId, list, named, nameable }} />}
      />
    </>
  )
}
