import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { createSmartListAction } from '@/features/reading-lists/actions'
import { SmartListForm } from '@/features/reading-lists/components/gathered/smart-list-form'
import { getSmartChoices } from '@/features/reading-lists/gathered/smart-lists'
import { canEditLists } from '@/features/reading-lists/policy'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('smartLists'))('newTitle') }
}

export default async function NewSmartListPage({ params }: Props) {
  const { team } = await params
  const member = await requireMember(team)
  const [t, lists, choices] = await Promise.all([
    getTranslations('smartLists'),
    getTranslations('lists'),
    getSmartChoices(member),
  ])
  return (
    <>
      <PageHeader
        title={t('newTitle')}
        crumbs={[{ href: paths.lists(team), label: lists('title') }]}
        crumbsLabel={lists('crumbs')}
        meta={<span>{t('intro')}</span>}
      />
      <SmartListForm
        action={createSmartListAction.bind(null, member.team.slug)}
        choices={choices}
        mayShare={canEditLists(member)}
        cancel={paths.lists(team)}
      />
    </>
  )
}
