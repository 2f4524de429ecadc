import Keyboard from 'lucide-react/icons/keyboard'
import LogOut from 'lucide-react/icons/log-out'
import UserRound from 'lucide-react/icons/user-round'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { LateMenu } from '@/components/ui/late-menu'
import { MenuButton, MenuHeading, MenuLink, MenuRule } from '@/components/ui/menu'
import { paths } from '@/lib/paths'
import { LanguageChooser, ThemeChooser } from './choosers'
import { openKeyList } from './key-list'
import type { FrameProps } from './surroundings'

/**
 * Who is signed in, at the foot of the sidebar; opens what concerns them alone. Without script that is
 * the way to the page of their account, which holds the rest of it.
 */
export function UserMenu(around: FrameProps) {
  const { user, words } = around
  return (
    <LateMenu
      className="menu menu-up"
      look="button button-quiet user-button"
      trigger={
        <>
          <Avatar person={user} />
          <span>{user.name}</span>
        </>
      }
      served={<MenuLink href={paths.account()}>{words.account}</MenuLink>}
      draw={() => <UserLinks {...around} />}
    />
  )
}

export function UserLinks({ user, theme, actions, words, locale }: FrameProps) {
  return (
    <>
      <MenuHeading>{user.email}</MenuHeading>
      <MenuLink href={paths.account()}>
        <UserRound aria-hidden />
        {words.account}
      </MenuLink>
      <MenuButton type="button" data-scripted="" onClick={openKeyList}>
        <Keyboard aria-hidden />
        {words.keys.title}
      </MenuButton>
      <MenuRule />
      <ThemeChooser action={actions.setTheme} theme={theme} words={words} />
      <LanguageChooser action={actions.setLocale} locale={locale} words={words} />
      <MenuRule />
      <ActionForm action={actions.signOut} className="contents">
        <MenuButton>
          <LogOut aria-hidden />
          {words.signOut}
        </MenuButton>
      </ActionForm>
    </>
  )
}
