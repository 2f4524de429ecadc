import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { NewerOlder } from '@/components/ui/newer-older'
import { Notice } from '@/components/ui/notice'
import { SharesFilter } from '@/features/shares/components/shares-filter'
import { SharesTable } from '@/features/shares/components/shares-table'
import { sharesCan } from '@/features/shares/policy'
import { getTeamShares } from '@/features/shares/queries'
import { shareFilter } from '@/features/shares/schema'
import { SettingsNav } from '@/features/teams/components/settings-nav'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await currentMember((await params).team)
  if (!member || !sharesCan(member).seeAll) return {}
  return { title: (await getTranslations('shares'))('teamTitle') }
}

export default async function TeamSharesPage({ params, searchParams }: Props) {
  const [{ team }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const can = sharesCan(member)
  if (!can.seeAll) notFound()
  const filter = shareFilter(query)
  const page = pageNumber.parse(query.page)
  const [{ shares, more }, t] = await Promise.all([
    getTeamShares(member, filter, page),
    getTranslations('shares'),
  ])
  const narrowed = page > 1 || filter.state !== undefined || filter.of !== undefined
  return (
    <>
      <PageHeader title={t('teamTitle')} />
      <SettingsNav member={member} current="shares" />
      <div className="measure stack mt-6">
        {!can.create && (
          <Notice tone="warning">
            {t('switchedOff')} {shares.length > 0 && t('allClosed')}
          </Notice>
        )}
        {(shares.length > 0 || narrowed) && <SharesFilter team={team} filter={filter} />}
        {shares.length === 0 && narrowed && <EmptyState title={t('filter.none')} />}
        {shares.length === 0 && !narrowed && (
          <EmptyState title={t('noneTeam')}>{t('noneTeamText')}</EmptyState>
        )}
        <SharesTable team={team} shares={shares} many />
        <NewerOlder
          {...{ page, more }}
          at={(page) => paths.teamShares(team, { ...filter, page: String(page) })}
        />
        <p className="field-hint">{t('viewsHint')}</p>
      </div>
    </>
  )
}
