import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { TrashForm } from '@/components/ui/trash-form'
import { deleteConferenceAction, updateConferenceAction } from '@/features/conferences/actions'
import { ConferenceForm } from '@/features/conferences/components/conference-form'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { requireConference } from '../require-conference'

type Props = { params: Promise<{ team: string; conference: string }> }

async function load({ params }: Props) {
  const { team, conference: part } = await params
  const member = await requireMember(team)
  const conference = await requireConference(member, part)
  if (!conference.can.edit) notFound()
  return { team: member.team.slug, conference }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  const t = await getTranslations('conferences')
  return { title: `${t('settings')} · ${conference.title}` }
}

export default async function ConferenceSettingsPage(props: Props) {
  // No redirect from an old slug: a title changed meanwhile would take the form and its text away
  const { team, conference } = await load(props)
  const t = await getTranslations('conferences')
  const home = paths.conference(team, conference)
  return (
    <>
      <PageHeader crumbs={[{ href: home, label: conference.title }]} title={t('settings')} />
      <ConferenceForm
        action={updateConferenceAction.bind(null, team)}
        conference={conference}
        id={conference.id}
        cancelHref={home}
      />
      <TrashForm
        className="mt-8 max-w-xl"
        action={deleteConferenceAction.bind(null, team)}
        id={conference.id}
        title={t('trash.title')}
        text={t('trash.text')}
        button={t('trash.delete')}
      />
    </>
  )
}
