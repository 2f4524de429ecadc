import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { JoinAsGuest, JoinAsPerson } from '@/features/teams/components/join'
import { getInvitation } from '@/features/teams/queries'
import { isSignUpOpen } from '@/features/users/queries'
import { currentGuest, currentPerson } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ token: string }> }

const invitationOf = cache(async (token: string) => getInvitation(await currentGuest(), token))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('teams.join')
  const invitation = await invitationOf((await params).token)
  return { title: invitation ? t('title', { team: invitation.team.name }) : t('overTitle') }
}

export default async function JoinPage({ params }: Props) {
  const { token } = await params
  const invitation = await invitationOf(token)
  if (!invitation) notFound()
  const [t, person, guest] = await Promise.all([
    getTranslations('teams'),
    currentPerson(),
    currentGuest(),
  ])
  const { team, inviter, role } = invitation
  return (
    <div className="stack">
      <div>
        <h1 className="text-xl">{t('join.title', { team: team.name })}</h1>
        <p className="mt-2">
          {t('join.what', { inviter, team: team.name, role: t(`roles.${role}`) })}
        </p>
        <p className="mt-1 text-sm text-ink-2">
          {t(`roles.${role}`)}: {t(`rolesHint.${role}`)}
        </p>
      </div>
      {person ? (
        <JoinAsPerson token={token} team={team} person={person} />
      ) : (
        <JoinAsGuest token={token} open={await isSignUpOpen(guest, paths.invitation(token))} />
      )}
    </div>
  )
}
