import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { createSessionAction } from '@/features/sessions/actions'
import { SessionForm } from '@/features/sessions/components/session-form'
import { getProposals } from '@/features/sessions/queries'
import { requireMember } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { requireConference } from '../../require-conference'

type Props = { params: Promise<{ team: string; conference: string }> }

async function load({ params }: Props) {
  const { team, conference: part } = await params
  const member = await requireMember(team)
  const conference = await requireConference(member, part)
  if (!conference.can.addSession) notFound()
  return { member, conference }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  const t = await getTranslations('sessions.form')
  return { title: `${t('new')} · ${conference.title}` }
}

export default async function NewSessionPage(props: Props) {
  const { member, conference } = await load(props)
  const [t, proposals] = await Promise.all([
    getTranslations('sessions.form'),
    getProposals(member, conference.id),
  ])
  const home = paths.conference(member.team.slug, conference)
  return (
    <>
      <PageHeader crumbs={[{ href: home, label: conference.title }]} title={t('new')} />
      <SessionForm
        action={createSessionAction.bind(null, member.team.slug)}
        id={newId()}
        conference={conference}
        proposals={proposals}
        cancelHref={home}
      />
    </>
  )
}
