import LogOut from 'lucide-react/icons/log-out'
import UserRound from 'lucide-react/icons/user-round'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { MenuButton, MenuHeading, MenuLink, MenuRule } from '@/components/ui/menu'
import { paths } from '@/lib/paths'
import { LanguageChooser, ThemeChooser } from './choosers'
import type { Surroundings } from './surroundings'

/** Who is signed in, at the foot of the sidebar; opens what concerns them alone. */
export function UserMenu(around: Surroundings) {
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

export async function UserLinks({ user, theme, actions }: Surroundings) {
  const t = await getTranslations('shell')
  return (
    <>
      <MenuHeading>{user.email}</MenuHeading>
      <MenuLink href={paths.account()}>
        <UserRound aria-hidden />
        {t('account')}
      </MenuLink>
      <MenuRule />
      <ThemeChooser action={actions.setTheme} theme={theme} />
      <LanguageChooser action={actions.setLocale} />
      <MenuRule />
      <ActionForm action={actions.signOut} className="contents">
        <MenuButton>
          <LogOut aria-hidden />
          {t('signOut')}
        </MenuButton>
      </ActionForm>
    </>
  )
}
