import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Toaster } from '@/components/ui/toast'
import { PageBehaviour } from './page-behaviour'

/** What every page needs around its content, whichever frame it stands in. */
export function FrameParts({ children }: { children: ReactNode }) {
  const t = useTranslations('ui')
  return (
    <>
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      {children}
      <Toaster />
      <PageBehaviour />
    </>
  )
}
