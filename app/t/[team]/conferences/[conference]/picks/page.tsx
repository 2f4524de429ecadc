import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { zoneCookie } from '@/features/conferences/clock'
import { FileLinks } from '@/features/exports/components/file-links'
import { picksFiles } from '@/features/exports/schema'
import {
  createFeedAction,
  hideInterestsAction,
  revokeFeedAction,
} from '@/features/interests/actions'
import { FeedCard } from '@/features/interests/components/feed-card'
import { HidingForm } from '@/features/interests/components/hiding-form'
import { Picks } from '@/features/interests/components/picks'
import { getFeed, getPicks, hidesInterests } from '@/features/interests/queries'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { requireConference } from '../require-conference'

type Props = { params: Promise<{ team: string; conference: string }> }

async function load({ params }: Props) {
  const { team, conference } = await params
  const member = await requireMember(team)
  return { member, conference: await requireConference(member, conference) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  const t = await getTranslations('interests.picks')
  return { title: `${t('title')} · ${conference.title}` }
}

/** What the reader wants of a conference, and how it gets into their calendar. */
export default async function PicksPage(props: Props) {
  const { member, conference } = await load(props)
  const [picks, feed, hidden, jar, t] = await Promise.all([
    getPicks(member, conference.id),
    getFeed(member, conference.id),
    hidesInterests(member),
    cookies(),
    getTranslations('interests.picks'),
  ])
  const team = member.team.slug
  const crumbs = [{ href: paths.conference(team, conference), label: conference.title }]
  const feedActions = {
    create: createFeedAction.bind(null, team),
    revoke: revokeFeedAction.bind(null, team),
  }
  return (
    <>
      <PageHeader crumbs={crumbs} title={t('title')} />
      <div className="stack measure">
        <Picks {...{ team, conference, picks }} known={jar.get(zoneCookie)?.value} />
        <Card title={t('files')}>
          <p className="text-sm text-ink-2">{t('filesText')}</p>
          <FileLinks address={paths.picks(team, conference)} files={picksFiles} />
        </Card>
        <FeedCard conference={conference} feed={feed} actions={feedActions} />
        <HidingForm action={hideInterestsAction.bind(null, team)} hidden={hidden} />
      </div>
    </>
  )
}
