import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { getConferences } from '@/features/conferences/queries'
import { RecordingsForm } from '@/features/imports/components/media/recordings-form'
import { TranscriptsForm } from '@/features/imports/components/media/transcripts-form'
import { canImport } from '@/features/imports/policy'
import { requireMember } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { type Query, refusal } from '../refusal'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Query>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await requireMember((await params).team)
  if (!canImport(member)) notFound()
  return { title: (await getTranslations('imports.media'))('title') }
}

export default async function ImportMediaPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).team)
  if (!canImport(member)) notFound()
  const team = member.team.slug
  const query = await searchParams
  const [error, t, all] = await Promise.all([
    refusal(query),
    getTranslations('imports'),
    getConferences(member),
  ])
  const conferences = all.map(({ id, title }) => ({ id: shortId(id), title }))
  const asked = conferences.find(({ id }) => id === query.conference) ?? conferences[0]
  const shared = { team, conferences, conference: asked?.id ?? '' }
  return (
    <>
      <PageHeader
        title={t('media.title')}
        crumbs={[{ href: paths.imports(team), label: t('crumb') }]}
      />
      <div className="measure grid gap-6">
        <p className="text-ink-2">{t('media.intro')}</p>
        {asked ? (
          <>
            <Card title={t('media.transcripts')}>
              <TranscriptsForm {...shared} error={error} />
            </Card>
            <Card title={t('media.recordings')}>
              <RecordingsForm {...shared} />
            </Card>
          </>
        ) : (
          <EmptyState
            title={t('media.noConference')}
            action={<LinkButton href={paths.imports(team)}>{t('media.importFirst')}</LinkButton>}
          >
            {t('media.noConferenceHint')}
          </EmptyState>
        )}
      </div>
    </>
  )
}
