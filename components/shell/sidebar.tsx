import { getTranslations } from 'next-intl/server'
import { paths } from '@/lib/paths'
import { NavLink } from './nav-link'
import type { Surroundings } from './surroundings'
import { TeamMenu } from './team-menu'
import { UserMenu } from './user-menu'

export async function Sidebar(around: Surroundings) {
  const t = await getTranslations('shell')
  return (
    <div className="sidebar">
      <TeamMenu {...around} />
      <nav aria-label={t('navigation')}>
        <NavLinks {...around} />
      </nav>
      <div className="sidebar-foot">
        <UserMenu {...around} />
      </div>
    </div>
  )
}

/** The entries of the navigation; behind "More" (`rest`) without those that the bar itself has. */
export async function NavLinks(props: Surroundings & { rest?: boolean }) {
  const { team, conferences, unread, manages, toFinish = [], rest = false } = props
  const t = await getTranslations('shell')
  const base = paths.team(team.slug)
  return (
    <>
      <div className="nav-list">
        {!rest && <NavLink href={base} label={t('home')} exact />}
        <NavLink
          href={paths.conferences(team.slug)}
          label={t('conferences')}
          also={[`${base}/sessions`, `${base}/imports`]}
          exact={conferences.length > 0}
        />
        {conferences.map((conference) => (
          <NavLink
            key={conference.href}
            href={conference.href}
            label={conference.name}
            className="nav-link nav-sub"
          />
        ))}
        {!rest && <NavLink href={paths.lists(team.slug)} label={t('lists')} />}
        {!rest && <NavLink href={paths.inbox(team.slug)} label={t('inbox')} count={unread} fresh />}
      </div>
      {toFinish.length > 0 && (
        <>
          <p className="nav-heading">{t('toFinish')}</p>
          <div className="nav-list">
            {toFinish.map((entry) => (
              <NavLink
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
        <NavLink href={paths.members(team.slug)} label={t('members')} />
        {manages && (
          <NavLink
            href={paths.teamSettings(team.slug)}
            label={t('settings')}
            also={[paths.teamShares(team.slug)]}
            exact
          />
        )}
      </div>
    </>
  )
}
