import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { arrangeAction, copyListAction } from '@/features/reading-lists/actions'
import { tickedInput } from '@/features/reading-lists/arrangement'
import { ToListForm } from '@/features/reading-lists/components/adding/to-list-form'
import { CopyForm } from '@/features/reading-lists/components/copy-form'
import { getTicked } from '@/features/reading-lists/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { findList } from '../find-list'

type Props = {
  params: Promise<{ team: string; list: string }>
  searchParams: Promise<{ entry?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const list = await findList(await currentMember(team), part)
  if (!list?.can.create) return {}
  return { title: (await getTranslations('lists'))('copy.title', { title: list.title }) }
}

/** Copies a list, or brings the entries that its form sent to another one. */
export default async function CopyListPage({ params, searchParams }: Props) {
  const [{ team, list: part }, { entry }] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const list = await findList(member, part)
  if (!list?.can.create) notFound()
  const t = await getTranslations('lists')
  const slug = member.team.slug
  const ticked = list.can.edit ? tickedInput.parse(entry) : []
  const { entries, lists } = await getTicked(member, list, ticked)
  const action = arrangeAction.bind(null, slug)
  return (
    <>
      <PageHeader
        title={ticked.length > 0 ? t('bulk.listsTitle') : t('copy.title', { title: list.title })}
        crumbs={[
          { href: paths.lists(team), label: t('title') },
          { href: paths.list(team, list), label: list.title },
        ]}
        crumbsLabel={t('crumbs')}
      />
      {ticked.length > 0 ? (
        <ToListForm {...{ action, entries, lists, list }} back={paths.list(team, list)} />
      ) : (
        <CopyForm
          action={copyListAction.bind(null, slug)}
          list={list}
          cancel={paths.list(team, list)}
        />
      )}
    </>
  )
}
