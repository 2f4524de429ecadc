import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageColumns, PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { OpenFollowUps } from '@/features/annotations/components/open-follow-ups'
import { getMyOpenFollowUps } from '@/features/annotations/places'
import { conferencesCan } from '@/features/conferences/policy'
import { getConferencesNear } from '@/features/conferences/queries'
import { ActivityFeed } from '@/features/inbox/components/activity'
import { getActivity } from '@/features/inbox/queries'
import { ReadingNow } from '@/features/reading-lists/components/gathered/reading-now'
import { gatheringOf, readingInput } from '@/features/reading-lists/gathered/filter'
import { getGathered } from '@/features/reading-lists/gathered/queue'
import { NowAndNext } from '@/features/sessions/components/now-and-next'
import { getSessionsNowAndNext } from '@/features/sessions/queries'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await requireMember((await params).team)
  return { title: member.team.name }
}

export default async function HomePage({ params }: Props) {
  const member = await requireMember((await params).team)
  const { slug } = member.team
  const now = new Date()
  const underWay = gatheringOf(readingInput.parse({ state: 'doing' }))
  const [t, conferences, sessions, events, followUps, reading] = await Promise.all([
    getTranslations('home'),
    getConferencesNear(member),
    getSessionsNowAndNext(member, now),
    getActivity(member),
    getMyOpenFollowUps(member),
    getGathered(member, underWay, 1),
  ])
  const begin = conferences.length === 0 && conferencesCan(member).create
  return (
    <>
      <PageHeader title={t('welcome', { name: member.name })} />
      {begin && (
        <div className="mb-8">
          <EmptyState
            title={t('startTitle')}
            action={
              <>
                <LinkButton variant="primary" href={paths.imports(slug)}>
                  {t('import')}
                </LinkButton>{' '}
                <LinkButton href={paths.newConference(slug)}>{t('byHand')}</LinkButton>
              </>
            }
          >
            {t('startText')}
          </EmptyState>
        </div>
      )}
      <PageColumns
        aside={
          <>
            <OpenFollowUps followUps={followUps} team={slug} />
            <ReadingNow {...reading} team={slug} />
          </>
        }
      >
        {conferences.length > 0 && <NowAndNext {...sessions} team={slug} />}
        <ActivityFeed events={events} team={slug} />
      </PageColumns>
    </>
  )
}
