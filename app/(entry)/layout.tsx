import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { CentredFrame } from '@/components/shell/centred-frame'
import { LanguageChooser, ThemeChooser } from '@/components/shell/choosers'
import { chooseLocaleAction, chooseThemeAction } from '@/features/users/actions'

export default async function EntryLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('theme')?.value
  const foot = (
    <>
      <ThemeChooser
        action={chooseThemeAction}
        theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      />
      <LanguageChooser action={chooseLocaleAction} />
    </>
  )
  return <CentredFrame foot={foot}>{children}</CentredFrame>
}
