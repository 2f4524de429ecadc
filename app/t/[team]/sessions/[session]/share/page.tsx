import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { getSession } from '@/features/sessions/queries'
import { SharesOf } from '@/features/shares/components/shares-of'
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
      <SharesOf team={team} subject="session" of={session.id} shares={shares} can={can} />
    </>
  )
}
