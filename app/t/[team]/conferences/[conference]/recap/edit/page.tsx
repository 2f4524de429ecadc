import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { DayChoice } from '@/features/recaps/components/day-choice'
import { DayForm, IntroductionForm } from '@/features/recaps/components/recap-editor'
import { getDraftDay, getDraftDays } from '@/features/recaps/draft'
import { getRecapHead } from '@/features/recaps/queries'
import { draftQuery } from '@/features/recaps/schema'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { requireConference } from '../../require-conference'

type Props = {
  params: Promise<{ team: string; conference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params }: Props) {
  const { team, conference: part } = await params
  const member = await requireMember(team)
  const conference = await requireConference(member, part)
  const recap = (await getRecapHead(member, conference.id)) ?? notFound()
  return { member, team, conference, recap }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  return { title: (await getTranslations('recaps'))('editTitle', { title: conference.title }) }
}

export default async function EditRecapPage(props: Props) {
  const [{ member, team, conference, recap }, query] = await Promise.all([
    load(props),
    props.searchParams,
  ])
  const of = { conferenceId: conference.id, recapId: recap.id }
  const [t, days] = await Promise.all([getTranslations('recaps'), getDraftDays(member, of)])
  const asked = draftQuery.parse(query).day
  const day = days.find((it) => (it.day ?? 'none') === asked) ?? days[0]
  const talks = day ? await getDraftDay(member, { ...of, day: day.day }) : []
  const here = paths.recap(team, conference)
  const past = (talk: string | null) => paths.recapHistory(team, conference, talk)
  return (
    <>
      <PageHeader
        title={t('editTitle', { title: conference.title })}
        crumbs={[
          { href: paths.conference(team, conference), label: conference.title },
          { href: here, label: t('title') },
        ]}
        crumbsLabel={t('crumbs')}
        actions={<LinkButton href={here}>{t('done')}</LinkButton>}
      />
      <div className="measure stack">
        <IntroductionForm {...{ team, recap, past }} />
        {day ? (
          <>
            <DayChoice
              days={days}
              current={day.day}
              href={(day) => paths.editRecap(team, conference, { day: day ?? 'none' })}
            />
            <DayForm
              key={day.day}
              {...{ team, past }}
              recap={recap.id}
              zone={conference.zone}
              talks={talks}
            />
          </>
        ) : (
          <EmptyState title={t('nothingOffered')}>{t('nothingOfferedText')}</EmptyState>
        )}
      </div>
    </>
  )
}
