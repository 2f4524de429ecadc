import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { TrashForm } from '@/components/ui/trash-form'
import { trashListAction, updateListAction } from '@/features/reading-lists/actions'
import { ListForm } from '@/features/reading-lists/components/list-form'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { findList } from '../find-list'

type Props = { params: Promise<{ team: string; list: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const list = await findList(await currentMember(team), part)
  if (!list?.can.edit) return {}
  return { title: (await getTranslations('lists'))('editTitle', { title: list.title }) }
}

export default async function EditListPage({ params }: Props) {
  const { team, list: part } = await params
  const member = await requireMember(team)
  const list = await findList(member, part)
  if (!list?.can.edit) notFound()
  const t = await getTranslations('lists')
  const slug = member.team.slug
  return (
    <>
      <PageHeader
        title={t('editTitle', { title: list.title })}
        crumbs={[
          { href: paths.lists(team), label: t('title') },
          { href: paths.list(team, list), label: list.title },
        ]}
        crumbsLabel={t('crumbs')}
      />
      <div className="measure stack">
        <ListForm
          action={updateListAction.bind(null, slug)}
          list={list}
          cancel={paths.list(team, list)}
        />
        <TrashForm
          action={trashListAction.bind(null, slug)}
          id={list.id}
          title={t('delete')}
          text={t('deleteHint')}
        />
      </div>
    </>
  )
}
