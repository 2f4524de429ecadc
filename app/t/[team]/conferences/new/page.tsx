import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { createConferenceAction } from '@/features/conferences/actions'
import { ConferenceForm } from '@/features/conferences/components/conference-form'
import { canEditConferences } from '@/features/conferences/policy'
import { requireMember } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string }> }

async function requireEditor({ params }: Props) {
  const member = await requireMember((await params).team)
  return canEditConferences(member) ? member : notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireEditor(props)
  const t = await getTranslations('conferences')
  return { title: t('new') }
}

export default async function NewConferencePage(props: Props) {
  const { team } = await requireEditor(props)
  const t = await getTranslations('conferences')
  return (
    <>
      <PageHeader
        crumbs={[{ href: paths.conferences(team.slug), label: t('title') }]}
        title={t('new')}
      />
      <ConferenceForm
        action={createConferenceAction.bind(null, team.slug)}
        id={newId()}
        cancelHref={paths.conferences(team.slug)}
      />
    </>
  )
}
