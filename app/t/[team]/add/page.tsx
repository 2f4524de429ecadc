import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { addLinkAction } from '@/features/reading-lists/actions'
import { SentLinkForm } from '@/features/reading-lists/components/adding/sent-link-form'
import { listsCan } from '@/features/reading-lists/policy'
import { getLists } from '@/features/reading-lists/queries'
import { sentPageInput } from '@/features/reading-lists/schema'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await currentMember((await params).team)
  if (!member || !listsCan(member).create) return {}
  return { title: (await getTranslations('lists'))('sentTitle') }
}

/** Where the bookmarklet leads: what it sent stands in a form, and nothing is written yet. */
export default async function AddPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).team)
  if (!listsCan(member).create) notFound()
  const { slug } = member.team
  const [lists, t] = await Promise.all([getLists(member), getTranslations('lists')])
  const sent = sentPageInput.parse(await searchParams)
  const crumbs = [{ href: paths.lists(slug), label: t('title') }]
  return (
    <>
      <PageHeader title={t('sentTitle')} crumbs={crumbs} crumbsLabel={t('crumbs')} />
      {lists.length > 0 ? (
        <SentLinkForm action={addLinkAction.bind(null, slug)} lists={lists} sent={sent} />
      ) : (
        <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      )}
    </>
  )
}
