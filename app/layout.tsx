import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { UiTextsProvider } from '@/components/ui/ui-texts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return { title: { default: t('name'), template: `%s · ${t('name')}` }, description: t('tagline') }
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const [locale, jar, t, errors] = await Promise.all([
    getLocale(),
    cookies(),
    getTranslations('ui'),
    getTranslations('errors'),
  ])
  const texts = {
    dismiss: t('dismiss'),
    optional: t('optional'),
    unreachable: errors('offline'),
    failure: {
      title: errors('failureTitle'),
      text: errors('failureText'),
      away: errors('failureAway'),
      again: errors('failureAgain'),
    },
  }
  const theme = jar.get('theme')?.value
  return (
    <html lang={locale} data-theme={theme === 'light' || theme === 'dark' ? theme : 'system'}>
      <body>
        <UiTextsProvider texts={texts}>{children}</UiTextsProvider>
      </body>
    </html>
  )
}
