import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { ToFinish } from '@/features/annotations/components/to-finish'
import { getToFinish } from '@/features/annotations/to-finish'
import { toFinishInput } from '@/features/annotations/views'
import { requireMember } from '@/lib/actor'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('toFinish'))('title') }
}

/** What talks have left open: promises, questions, gaps and photo slots. */
export default async function ToFinishPage({ params, searchParams }: Props) {
  const [{ team }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const view = toFinishInput.parse(query)
  const [t, found] = await Promise.all([getTranslations('toFinish'), getToFinish(member, view)])
  return (
    <>
      <PageHeader title={t('title')} />
      <ToFinish member={member} view={view} found={found} />
    </>
  )
}
