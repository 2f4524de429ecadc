import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { getList } from '@/features/reading-lists/queries'
import { createShareAction, revokeShareAction } from '@/features/shares/actions'
import { ShareForm } from '@/features/shares/components/share-form'
import { SharesTable } from '@/features/shares/components/shares-table'
import { sharesCan } from '@/features/shares/policy'
import { getShares } from '@/features/shares/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string; list: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const list = member && id && sharesCan(member).see ? await getList(member, id) : null
  if (!list) return {}
  return { title: (await getTranslations('shares'))('titleOf', { title: list.title }) }
}

export default async function ShareListPage({ params }: Props) {
  const { team, list: part } = await params
  const member = await requireMember(team)
  const can = sharesCan(member)
  const id = fromSlugId(part)
  const list = id && can.see ? await getList(member, id) : null
  if (!list) notFound()
  const [shares, t, lists] = await Promise.all([
    getShares(member, 'list', list),
    getTranslations('shares'),
    getTranslations('lists'),
  ])
  const slug = member.team.slug
  return (
    <>
      <PageHeader
        title={t('titleOf', { title: list.title })}
        crumbs={[
          { href: paths.lists(team), label: lists('title') },
          { href: paths.list(team, list), label: list.title },
        ]}
        crumbsLabel={lists('crumbs')}
      />
      <div className="measure stack">
        {can.create ? (
          <Card>
            <ShareForm action={createShareAction.bind(null, slug)} subject="list" of={list.id} />
          </Card>
        ) : (
          <Notice tone="warning">
            {t('switchedOff')} {shares.length > 0 && t('allClosed')}
          </Notice>
        )}
        <section>
          <h2 className="section-title">{t('existing.list')}</h2>
          {shares.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
          <SharesTable team={team} shares={shares} revoke={revokeShareAction.bind(null, slug)} />
        </section>
        <p className="field-hint">
          {t('viewsHint')} {t('expiryHint')}
        </p>
      </div>
    </>
  )
}
