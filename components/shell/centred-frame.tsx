import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import { BrandMark } from './brand'
import { FrameParts } from './frame-parts'

/** The frame of pages outside a team: signing in, joining, one short form. */
export function CentredFrame({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  const t = useTranslations('app')
  return (
    <FrameParts>
      <div className="centred-frame">
        <main id="main" tabIndex={-1}>
          <PendingLink href={paths.home()} className="centred-brand" prefetch={false}>
            <BrandMark />
            {t('name')}
          </PendingLink>
          {children}
        </main>
        {foot && <footer className="centred-foot">{foot}</footer>}
      </div>
    </FrameParts>
  )
}
