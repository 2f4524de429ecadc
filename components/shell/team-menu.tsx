import { getTranslations } from 'next-intl/server'
import { MenuHeading, MenuLink, MenuRule } from '@/components/ui/menu'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import { BrandMark } from './brand'
import type { Surroundings } from './surroundings'

/** The team's name on top of the sidebar; opens the way to other teams. */
export async function TeamMenu({ team, otherTeams }: Surroundings) {
  return (
    <details className="menu" name="menu" data-menu="">
      <summary className="button button-quiet menu-caret team-button">
        <BrandMark />
        <span>{team.name}</span>
      </summary>
      <div className="menu-panel">
        <TeamLinks otherTeams={otherTeams} />
      </div>
    </details>
  )
}

export async function TeamLinks({ otherTeams }: Pick<Surroundings, 'otherTeams'>) {
  const t = await getTranslations('shell')
  return (
    <>
      {otherTeams.length > 0 && (
        <>
          <MenuHeading>{t('otherTeams')}</MenuHeading>
          {otherTeams.map((other) => (
            <MenuLink key={other.href} href={other.href}>
              {other.name}
            </MenuLink>
          ))}
          <MenuRule />
        </>
      )}
      <PendingLink href={paths.newTeam()} className="menu-item">
        {t('newTeam')}
      </PendingLink>
    </>
  )
}
