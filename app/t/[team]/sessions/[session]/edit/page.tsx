import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { TrashForm } from '@/components/ui/trash-form'
import { deleteSessionAction, updateSessionAction } from '@/features/sessions/actions'
import { RecordingFile } from '@/features/sessions/components/recording-file'
import { SessionForm } from '@/features/sessions/components/session-form'
import { getProposals, getSessionToEdit } from '@/features/sessions/queries'
import { getRecordingFile } from '@/features/sessions/recordings'
import { requireMember } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; session: string }>
  searchParams: Promise<Record<string, string | undefined>>
}

async function load({ params }: Props) {
  const { team, session: part } = await params
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const session = id ? await getSessionToEdit(member, id) : null
  return session ? { member, session } : notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { session } = await load(props)
  const t = await getTranslations('sessions.form')
  return { title: `${t('edit')} · ${session.title}` }
}

export default async function EditSessionPage(props: Props) {
  // No redirect from an old slug: a title changed meanwhile would take the form and its text away
  const { member, session } = await load(props)
  const team = member.team.slug
  const [t, proposals, recording, { recording: refused }] = await Promise.all([
    getTranslations('sessions'),
    getProposals(member, session.conference.id),
    getRecordingFile(member, session.id),
    props.searchParams,
  ])
  const home = paths.session(team, session)
  return (
    <>
      <PageHeader crumbs={[{ href: home, label: session.title }]} title={t('form.edit')} />
      <SessionForm
        action={updateSessionAction.bind(null, team)}
        session={session}
        id={session.id}
        conference={session.conference}
        proposals={proposals}
        cancelHref={home}
      />
      {recording && <RecordingFile {...{ member, session, recording, refused }} />}
      <TrashForm
        className="mt-8 max-w-xl"
        action={deleteSessionAction.bind(null, team)}
        id={session.id}
        title={t('trash.title')}
        text={t('trash.text')}
        button={t('trash.delete')}
      />
    </>
  )
}
