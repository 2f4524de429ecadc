import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { getSession } from '@/features/sessions/queries'
import { createShareAction, revokeShareAction } from '@/features/shares/actions'
import { ShareForm } from '@/features/shares/components/share-form'
import { SharesTable } from '@/features/shares/components/shares-table'
import { sharesCan } from '@/features/shares/policy'
import { getShares } from '@/features/shares/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string; session: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, session: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const session = member && id && sharesCan(member).see ? await getSession(member, id) : null
  if (!session) return {}
  return { title: (await getTranslations('shares'))('titleOf', { title: session.title }) }
}

export default async function ShareSessionPage({ params }: Props) {
  const { team, session: part } = await params
  const member = await requireMember(team)
  const can = sharesCan(member)
  const id = fromSlugId(part)
  const session = id && can.see ? await getSession(member, id) : null
  if (!session) notFound()
  const [shares, t, sessions] = await Promise.all([
    getShares(member, 'session', session),
    getTranslations('shares'),
    getTranslations('sessions'),
  ])
  const slug = member.team.slug
  return (
    <>
      <PageHeader
        title={t('titleOf', { title: session.title })}
        crumbs={[
          { href: paths.conference(team, session.conference), label: session.conference.title },
          { href: paths.session(team, session), label: session.title },
        ]}
        crumbsLabel={sessions('breadcrumbs')}
      />
      <div className="measure stack">
        {can.create ? (
          <Card>
            <ShareForm
              action={createShareAction.bind(null, slug)}
              subject="session"
              of={session.id}
            />
          </Card>
        ) : (
          <Notice tone="warning">
            {t('switchedOff')} {shares.length > 0 && t('allClosed')}
          </Notice>
        )}
        <section>
          <h2 className="section-title">{t('existing.session')}</h2>
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
