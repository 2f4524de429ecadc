import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import type { SessionDetail } from '../queries'

type AbstractProps = {
  session: SessionDetail
  /** What people have said of its words */
  children?: ReactNode
}

/** What the programme says about a session, and the links it gives. */
export function SessionAbstract({ session, children }: AbstractProps) {
  const t = useTranslations('sessions.head')
  const { abstractHtml, resources } = session
  return (
    <Card title={t('abstract')} id="abstract">
      {abstractHtml ? (
        <div
          className="prose text-sm text-ink-2"
          data-passages="abstract"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
          dangerouslySetInnerHTML={{ __html: abstractHtml }}
        />
      ) : (
        <p className="text-sm text-ink-3">{t('noAbstract')}</p>
      )}
      {children}
      {resources.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-sm">{t('links')}</h3>
          <ul className="grid gap-1 text-sm">
            {resources.map(({ title, url }) => (
              <li key={url}>
                <a href={url} rel="noopener noreferrer" target="_blank" className="text-link">
                  {title || url}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
