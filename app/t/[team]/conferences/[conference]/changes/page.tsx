import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { ChangeLog } from '@/features/imports/components/programmes/change-log'
import { getProgrammeChanges } from '@/features/imports/programmes/changes'
import { changesQuery } from '@/features/imports/schema'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { requireConference } from '../require-conference'

type Props = {
  params: Promise<{ team: string; conference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params }: Props) {
  const { team, conference } = await params
  const member = await requireMember(team)
  return { member, conference: await requireConference(member, conference) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  const t = await getTranslations('imports.changes')
  return { title: `${t('title')} · ${conference.title}` }
}

export default async function ChangesPage(props: Props) {
  const { member, conference } = await load(props)
  const team = member.team.slug
  const { of: importId, before } = changesQuery.parse(await props.searchParams)
  const asked = { ...(importId && { importId }), ...(before && { before }) }
  const t = await getTranslations('imports.changes')
  const found = await getProgrammeChanges(member, conference.id, asked)
  if (!found) notFound()
  const { imports, more } = found
  const last = imports.at(-1)?.appliedAt.toISOString()
  const home = paths.conference(team, conference)
  const at = (query = {}) => paths.programmeChanges(team, conference, query)
  return (
    <>
      <PageHeader crumbs={[{ href: home, label: conference.title }]} title={t('title')} />
      <div className="measure grid gap-6">
        <p className="text-ink-2">{t('intro')}</p>
        {imports.length === 0 && <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
        <ChangeLog team={team} conference={conference} imports={imports} />
        <p className="flex flex-wrap gap-4">
          {(importId || before) && <PendingLink href={at()}>{t('all')}</PendingLink>}
          {more && last && <PendingLink href={at({ before: last })}>{t('earlier')}</PendingLink>}
        </p>
      </div>
    </>
  )
}
