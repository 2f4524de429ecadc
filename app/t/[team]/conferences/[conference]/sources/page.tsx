import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { UndoNotice } from '@/features/conferences/components/undo-notice'
import { restoreSourceAction } from '@/features/imports/actions'
import { SourceList } from '@/features/imports/components/source-list'
import { canImport } from '@/features/imports/policy'
import { getRemovedSource, getSources } from '@/features/imports/sources/sources'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { requireConference } from '../require-conference'

type Props = {
  params: Promise<{ team: string; conference: string }>
  searchParams: Promise<{ removed?: string | string[] }>
}

async function load({ params }: Props) {
  const { team, conference } = await params
  const member = await requireMember(team)
  if (!canImport(member)) notFound()
  return { member, conference: await requireConference(member, conference) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  const t = await getTranslations('imports.sources')
  return { title: `${t('title')} · ${conference.title}` }
}

export default async function SourcesPage(props: Props) {
  const { member, conference } = await load(props)
  const team = member.team.slug
  const { removed } = await props.searchParams
  const removedId = typeof removed === 'string' ? fromShortId(removed) : null
  const [t, sources, gone] = await Promise.all([
    getTranslations('imports.sources'),
    getSources(member, conference.id),
    removedId ? getRemovedSource(member, removedId) : null,
  ])
  const add = <LinkButton href={paths.imports(team, conference)}>{t('add')}</LinkButton>
  const home = paths.conference(team, conference)
  return (
    <>
      <PageHeader
        crumbs={[{ href: home, label: conference.title }]}
        title={t('title')}
        actions={sources.length > 0 && add}
      />
      <div className="measure grid gap-4">
        {gone && (
          <UndoNotice
            text={t('removed', { name: gone.name })}
            undo={t('undo')}
            action={restoreSourceAction.bind(null, team)}
            id={gone.id}
          />
        )}
        <p className="text-ink-2">{t('intro')}</p>
        {sources.length === 0 ? (
          <EmptyState title={t('empty')} action={add}>
            {t('emptyHint')}
          </EmptyState>
        ) : (
          <SourceList team={team} sources={sources} zone={conference.zone} />
        )}
      </div>
    </>
  )
}
