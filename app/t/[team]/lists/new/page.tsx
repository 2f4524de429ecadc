import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { createListAction } from '@/features/reading-lists/actions'
import { ListForm } from '@/features/reading-lists/components/list-form'
import { listsCan } from '@/features/reading-lists/policy'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await currentMember((await params).team)
  if (!member || !listsCan(member).create) return {}
  return { title: (await getTranslations('lists'))('newTitle') }
}

export default async function NewListPage({ params }: Props) {
  const { team } = await params
  const member = await requireMember(team)
  if (!listsCan(member).create) notFound()
  const t = await getTranslations('lists')
  return (
    <>
      <PageHeader
        title={t('newTitle')}
        crumbs={[{ href: paths.lists(team), label: t('title') }]}
        crumbsLabel={t('crumbs')}
      />
      <ListForm action={createListAction.bind(null, member.team.slug)} cancel={paths.lists(team)} />
    </>
  )
}
