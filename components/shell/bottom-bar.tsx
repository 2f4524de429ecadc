import CalendarDays from 'lucide-react/icons/calendar-days'
import House from 'lucide-react/icons/house'
import Inbox from 'lucide-react/icons/inbox'
import LibraryBig from 'lucide-react/icons/library-big'
import Menu from 'lucide-react/icons/menu'
import { LateMenu } from '@/components/ui/late-menu'
import { MenuHeading, MenuRule } from '@/components/ui/menu'
import { paths } from '@/lib/paths'
import { NavLink } from './nav-link'
import { NavLinks } from './sidebar'
import type { FrameProps } from './surroundings'
import { TeamLinks } from './team-menu'
import { UserLinks } from './user-menu'

/** The navigation of a phone, under the thumb. Without script "More" is the sidebar, below the page. */
export function BottomBar(around: FrameProps) {
  const { team, conferences, unread, words, here } = around
  const base = paths.team(team.slug)
  const link = { here, className: 'bottom-link' }
  return (
    <nav className="bottom-bar" aria-label={words.navigation}>
      <NavLink {...link} href={base} label={words.home} icon={<House aria-hidden />} exact />
      <NavLink
        {...link}
        href={conferences[0]?.href ?? paths.conferences(team.slug)}
        label={words.programme}
        icon={<CalendarDays aria-hidden />}
        also={[paths.conferences(team.slug), `${base}/sessions`, `${base}/imports`]}
      />
      <NavLink
        {...link}
        href={paths.lists(team.slug)}
        label={words.listsShort}
        icon={<LibraryBig aria-hidden />}
        also={[paths.links(team.slug)]}
      />
      <NavLink
        {...link}
        href={paths.inbox(team.slug)}
        label={words.inbox}
        icon={<Inbox aria-hidden />}
        count={unread}
        fresh
      />
      <LateMenu
        className="menu menu-up"
        look="bottom-link"
        trigger={
          <>
            <Menu aria-hidden />
            <span className="nav-text">{words.more}</span>
          </>
        }
        draw={() => (
          <>
            <MenuHeading>{team.name}</MenuHeading>
            <NavLinks {...around} rest />
            <MenuRule />
            <TeamLinks {...around} />
            <MenuRule />
            <UserLinks {...around} />
          </>
        )}
      />
    </nav>
  )
}
