import { cookies } from 'next/headers'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CentredFrame } from '@/components/shell/centred-frame'
import { LanguageChooser, ThemeChooser } from '@/components/shell/choosers'
import { chooseLocaleAction, chooseThemeAction } from '@/features/users/actions'
import { messagesOf } from '@/lib/i18n'

export default async function EntryLayout({ children }: { children: ReactNode }) {
  const [jar, locale] = await Promise.all([cookies(), getLocale()])
  const theme = jar.get('theme')?.value
  const words = messagesOf(locale).shell
  const foot = (
    <>
      <ThemeChooser
        action={chooseThemeAction}
        words={words}
        theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      />
      <LanguageChooser action={chooseLocaleAction} locale={locale} words={words} />
    </>
  )
  return <CentredFrame foot={foot}>{children}</CentredFrame>
}
