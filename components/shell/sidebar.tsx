import { paths } from '@/lib/paths'
import { NavLink } from './nav-link'
import type { FrameProps } from './surroundings'
import { TeamMenu } from './team-menu'
import { UserMenu } from './user-menu'

export function Sidebar(around: FrameProps) {
  return (
    <div className="sidebar">
      <TeamMenu {...around} />
      <nav aria-label={around.words.navigation}>
        <NavLinks {...around} />
      </nav>
      <div className="sidebar-foot">
        <UserMenu {...around} />
      </div>
    </div>
  )
}

/** The entries of the navigation; behind "More" (`rest`) without those that the bar itself has. */
export function NavLinks(props: FrameProps & { rest?: boolean }) {
  const { team, conferences, unread, manages, toFinish = [], rest = false, words, here } = props
  const base = paths.team(team.slug)
  return (
    <>
      <div className="nav-list">
        {!rest && <NavLink here={here} href={base} label={words.home} exact />}
        <NavLink
          here={here}
          href={paths.conferences(team.slug)}
          label={words.conferences}
          also={[`${base}/sessions`, `${base}/imports`]}
          exact={conferences.length > 0}
        />
        {conferences.map((conference) => (
          <NavLink
            here={here}
            key={conference.href}
            href={conference.href}
            label={conference.name}
            className="nav-link nav-sub"
          />
        ))}
        {!rest && (
          <NavLink
            here={here}
            href={paths.lists(team.slug)}
            label={words.lists}
            also={[paths.links(team.slug)]}
          />
        )}
        <NavLink here={here} href={paths.reading(team.slug)} label={words.reading} />
        {!rest && (
          <NavLink
            here={here}
            href={paths.inbox(team.slug)}
            label={words.inbox}
            count={unread}
            fresh
          />
        )}
      </div>
      {toFinish.length > 0 && (
        <>
          <p className="nav-heading">{words.toFinish}</p>
          <div className="nav-list">
            {toFinish.map((entry) => (
              <NavLink
                here={here}
                key={entry.href}
                href={entry.href}
                label={entry.name}
                count={entry.count}
                exact
              />
            ))}
          </div>
        </>
      )}
      <div className="nav-list">
        <NavLink here={here} href={paths.members(team.slug)} label={words.members} />
        {manages && (
          <NavLink
            here={here}
            href={paths.teamSettings(team.slug)}
            label={words.settings}
            also={[paths.teamShares(team.slug), paths.tokens(team.slug)]}
            exact
          />
        )}
      </div>
    </>
  )
}
