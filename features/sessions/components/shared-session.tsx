import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { formatDay, formatRange } from '@/lib/dates'
import type { SharedSession } from '../shared'

type SharedSessionProps = {
  session: SharedSession
  /** Its public annotations */
  children: ReactNode
}

/** A session as a stranger reads it: what the programme says, and what the team shows of its notes. */
export async function SharedSessionView({ session, children }: SharedSessionProps) {
  const [t, locale] = await Promise.all([getTranslations('shares.page'), getLocale()])
  const { conference, day, startsAt, endsAt, rooms, speakers } = session
  const when =
    startsAt && day
      ? `${formatDay(day, locale)}, ${formatRange(startsAt, endsAt, conference.zone, locale)} ${conference.zone}`
      : t('noTime')
  const names = speakers.map(({ name, organisation }) =>
    organisation ? `${name} (${organisation})` : name,
  )
  return (
    <main className="shared">
      <header>
        <p className="shared-label">{t('sessionLabel')}</p>
        <h1>{session.title}</h1>
        {session.subtitle && <p className="shared-lead">{session.subtitle}</p>}
        <p className="shared-facts">{names.join(', ')}</p>
        <p className="shared-facts">{[conference.title, when, ...rooms].join(' · ')}</p>
      </header>
      {session.abstractHtml && (
        <details className="shared-abstract">
          <summary>{t('abstract')}</summary>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: session.abstractHtml }} />
        </details>
      )}
      {children}
      <footer className="shared-foot">{t('foot')}</footer>
    </main>
  )
}
