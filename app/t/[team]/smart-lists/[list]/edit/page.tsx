import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { TrashForm } from '@/components/ui/trash-form'
import { trashSmartListAction, updateSmartListAction } from '@/features/reading-lists/actions'
import { SmartListForm } from '@/features/reading-lists/components/gathered/smart-list-form'
import { getSmartChoices, getSmartList } from '@/features/reading-lists/gathered/smart-lists'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string; list: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const smart = member && id ? await getSmartList(member, id) : null
  if (!smart?.can.edit) return {}
  return { title: (await getTranslations('lists'))('editTitle', { title: smart.title }) }
}

export default async function EditSmartListPage({ params }: Props) {
  const { team, list: part } = await params
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const smart = id ? await getSmartList(member, id) : null
  if (!smart?.can.edit) notFound()
  const [t, lists, choices] = await Promise.all([
    getTranslations('smartLists'),
    getTranslations('lists'),
    getSmartChoices(member),
  ])
  const { slug } = member.team
  return (
    <>
      <PageHeader
        title={lists('editTitle', { title: smart.title })}
        crumbs={[
          { href: paths.lists(team), label: lists('title') },
          { href: paths.smartList(team, smart), label: smart.title },
        ]}
        crumbsLabel={lists('crumbs')}
      />
      <div className="measure stack">
        <SmartListForm
          action={updateSmartListAction.bind(null, slug)}
          choices={choices}
          smart={smart}
          mayShare={false}
          cancel={paths.smartList(team, smart)}
        />
        <TrashForm
          action={trashSmartListAction.bind(null, slug)}
          id={smart.id}
          title={t('delete')}
          text={t('deleteHint')}
        />
      </div>
    </>
  )
}
