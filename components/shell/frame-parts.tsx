import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Toaster } from '@/components/ui/toast'
import { UiTextsProvider } from '@/components/ui/ui-texts'
import { PageBehaviour } from './page-behaviour'

/** What every page needs around its content, whichever frame it stands in. */
export async function FrameParts({ children }: { children: ReactNode }) {
  const [t, errors] = await Promise.all([getTranslations('ui'), getTranslations('errors')])
  const texts = {
    dismiss: t('dismiss'),
    optional: t('optional'),
    unreachable: errors('offline'),
  }
  return (
    <UiTextsProvider texts={texts}>
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      {children}
      <Toaster />
      <PageBehaviour />
    </UiTextsProvider>
  )
}
