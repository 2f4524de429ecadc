import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { SignOutForm } from '@/features/users/components/sign-out-form'
import type { Person } from '@/lib/actor'
import { paths } from '@/lib/paths'

/** Somebody's teams, to choose from; the way to a first one when there is none. */
export async function TeamChoice({ person }: { person: Person }) {
  const t = await getTranslations('teams')
  const create = (
    <LinkButton variant={person.teams.length > 0 ? 'secondary' : 'primary'} href={paths.newTeam()}>
      {t('new.title')}
    </LinkButton>
  )
  return (
    <div className="stack">
      <h1 className="text-xl">{t('choice.title')}</h1>
      {person.teams.length === 0 ? (
        <EmptyState title={t('choice.none')} action={create}>
          {t('choice.noneHint')}
        </EmptyState>
      ) : (
        <>
          <ul className="rows card">
            {person.teams.map((team) => (
              <li key={team.id}>
                <PendingLink
                  href={paths.team(team.slug)}
                  className="plain-link flex items-center justify-between gap-3 py-2.5"
                >
                  <span>{team.name}</span>
                  <span className="text-sm text-ink-2">{t(`roles.${team.role}`)}</span>
                </PendingLink>
              </li>
            ))}
          </ul>
          <div>{create}</div>
        </>
      )}
      <div className="actions text-sm">
        <span className="text-ink-2">{t('choice.signedInAs', { name: person.name })}</span>
        <PendingLink href={paths.account()} className="text-link">
          {t('choice.account')}
        </PendingLink>
        <SignOutForm />
      </div>
    </div>
  )
}
