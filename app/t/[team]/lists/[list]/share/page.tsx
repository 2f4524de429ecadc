import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { getList } from '@/features/reading-lists/queries'
import { SharesOf } from '@/features/shares/components/shares-of'
import { sharesCan } from '@/features/shares/policy'
import { getShares } from '@/features/shares/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string; list: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const list = member && id && sharesCan(member).see ? await getList(member, id) : null
  if (!list) return {}
  return { title: (await getTranslations('shares'))('titleOf', { title: list.title }) }
}

export default async function ShareListPage({ params }: Props) {
  const { team, list: part } = await params
  const member = await requireMember(team)
  const can = sharesCan(member)
  const id = fromSlugId(part)
  const list = id && can.see ? await getList(member, id) : null
  if (!list) notFound()
  const [shares, t, lists] = await Promise.all([
    getShares(member, 'list', list),
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
      <SharesOf team={team} subject="list" of={list.id} shares={shares} canCreate={can.create} />
    </>
  )
}
