import { MenuHeading, MenuLink, MenuRule } from '@/components/ui/menu'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import { BrandMark } from './brand'
import type { FrameProps } from './surroundings'

/** The team's name on top of the sidebar; opens the way to other teams. */
export function TeamMenu(around: FrameProps) {
  return (
    <details className="menu" name="menu" data-menu="">
      <summary className="button button-quiet menu-caret team-button">
        <BrandMark />
        <span>{around.team.name}</span>
      </summary>
      <div className="menu-panel">
        <TeamLinks {...around} />
      </div>
    </details>
  )
}

export function TeamLinks({ otherTeams, words }: FrameProps) {
  return (
    <>
      {otherTeams.length > 0 && (
        <>
          <MenuHeading>{words.otherTeams}</MenuHeading>
          {otherTeams.map((other) => (
            <MenuLink key={other.href} href={other.href}>
              {other.name}
            </MenuLink>
          ))}
          <MenuRule />
        </>
      )}
      <PendingLink href={paths.newTeam()} className="menu-item">
        {words.newTeam}
      </PendingLink>
    </>
  )
}
