import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { addSeveralAction } from '@/features/reading-lists/actions'
import { SeveralForm } from '@/features/reading-lists/components/adding/several-form'
import { severalWords } from '@/features/reading-lists/components/adding/several-words'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { findList } from '../find-list'

type Props = { params: Promise<{ team: string; list: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const list = await findList(await currentMember(team), part)
  if (!list?.can.add) return {}
  return { title: (await getTranslations('lists'))('several.title', { title: list.title }) }
}

export default async function AddSeveralPage({ params }: Props) {
  const { team, list: part } = await params
  const member = await requireMember(team)
  const list = await findList(member, part)
  if (!list?.can.add) notFound()
  const t = await getTranslations('lists')
  return (
    <>
      <PageHeader
        title={t('several.title', { title: list.title })}
        crumbs={[
          { href: paths.lists(team), label: t('title') },
          { href: paths.list(team, list), label: list.title },
        ]}
        crumbsLabel={t('crumbs')}
      />
      <SeveralForm
        action={addSeveralAction.bind(null, member.team.slug)}
        listId={list.id}
        cancel={paths.list(team, list)}
        words={await severalWords()}
      />
    </>
  )
}
