import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { EntryLinks } from '@/features/users/components/entry-links'
import { SignOutForm } from '@/features/users/components/sign-out-form'
import { SignUpForm } from '@/features/users/components/sign-up-form'
import { SingleSignOn } from '@/features/users/components/single-sign-on'
import type { Person } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { joinAction, joinBySignUpAction } from '../actions'

type Team = { id: string; name: string; slug: string }

/** For somebody signed in: one button. */
export async function JoinAsPerson(props: { token: string; team: Team; person: Person }) {
  const { token, team, person } = props
  const t = await getTranslations('teams.join')
  if (person.teams.some(({ id }) => id === team.id)) {
    return (
      <>
        <Notice>{t('already')}</Notice>
        <LinkButton variant="primary" href={paths.team(team.slug)}>
          {t('open', { team: team.name })}
        </LinkButton>
      </>
    )
  }
  return (
    <>
      <ActionForm action={joinAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton>{t('button', { team: team.name })}</SubmitButton>
      </ActionForm>
      <div className="actions text-sm text-ink-2">
        <span>{t('signedInAs', { name: person.name, email: person.email })}</span>
        <SignOutForm />
      </div>
    </>
  )
}

/** For somebody without an account: a form that makes one and joins. */
export async function JoinAsGuest({ token, open }: { token: string; open: boolean }) {
  const t = await getTranslations('teams.join')
  const next = paths.invitation(token)
  return (
    <>
      {open ? (
        <SignUpForm action={joinBySignUpAction} hidden={{ token }} button={t('signUpButton')} />
      ) : (
        <Notice>{t('closed')}</Notice>
      )}
      <SingleSignOn next={next} />
      <EntryLinks links={[{ href: paths.signIn(next), label: t('haveAccount') }]} />
    </>
  )
}
