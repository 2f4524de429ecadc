import Keyboard from 'lucide-react/icons/keyboard'
import LogOut from 'lucide-react/icons/log-out'
import UserRound from 'lucide-react/icons/user-round'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { MenuButton, MenuHeading, MenuLink, MenuRule } from '@/components/ui/menu'
import { paths } from '@/lib/paths'
import { LanguageChooser, ThemeChooser } from './choosers'
import { openKeyList } from './key-list'
import type { FrameProps } from './surroundings'

/** Who is signed in, at the foot of the sidebar; opens what concerns them alone. */
export function UserMenu(around: FrameProps) {
  return (
    <details className="menu menu-up" name="menu" data-menu="">
      <summary className="button button-quiet user-button">
        <Avatar person={around.user} />
        <span>{around.user.name}</span>
      </summary>
      <div className="menu-panel">
        <UserLinks {...around} />
      </div>
    </details>
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
