import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { PublicNote } from '@/features/annotations/public'
import { showTime } from '@/features/sessions/recording'
import { formatDays, localDate } from '@/lib/dates'
import type { SharedList } from '../queries'
import { sessionFacts } from './facts'

type SharedEntry = SharedList['entries'][number]

type SharedListProps = {
  list: SharedList
  /** Draws what the team shows of its notes on a session */
  renderNotes: (notes: PublicNote[]) => ReactNode
}

/** A list as a stranger reads it: no script, no way into the team. */
export async function SharedListView({ list, renderNotes }: SharedListProps) {
  const [t, types, locale] = await Promise.all([
    getTranslations('shares.page'),
    getTranslations('links.types'),
    getLocale(),
  ])
  const day = localDate(list.updatedAt, 'UTC')
  const factsOf = ({ link, session, offsetSeconds, addedBy }: SharedEntry) =>
    [
      link ? link.site : session && sessionFacts(session, locale, t('noTime')),
      offsetSeconds ? t('from', { time: showTime(offsetSeconds * 1000) }) : null,
      addedBy && addedBy !== list.createdBy ? t('addedBy', { name: addedBy }) : null,
    ].filter(Boolean)
  return (
    <main className="shared">
      <header>
        <p className="shared-label">{t('label')}</p>
        <h1>{list.title}</h1>
        <p className="shared-facts">
          {[
            list.createdBy && t('by', { name: list.createdBy }),
            t('count', { count: list.entries.length }),
            t('changed', { day: formatDays(day, day, locale) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {list.descriptionHtml && (
          <div
            className="prose shared-lead"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
            dangerouslySetInnerHTML={{ __html: list.descriptionHtml }}
          />
        )}
      </header>
      {list.entries.length === 0 && <p className="shared-facts">{t('empty')}</p>}
      <ol className="shared-entries">
        {list.entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, and a stranger gets no ids
          <li key={index}>
            <h2>
              {entry.link ? (
                <a href={entry.link.url} rel="noreferrer noopener nofollow">
                  {entry.link.title}
                </a>
              ) : (
                entry.session?.title
              )}
            </h2>
            <p className="shared-facts">
              <span className="badge">{entry.link ? types(entry.link.type) : t('session')}</span>
              {` ${factsOf(entry).join(' · ')}`}
            </p>
            {entry.whyHtml && (
              // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
              <div className="prose" dangerouslySetInnerHTML={{ __html: entry.whyHtml }} />
            )}
            {entry.notes.length > 0 && (
              <details className="shared-notes">
                <summary>{t('notes', { count: entry.notes.length })}</summary>
                {renderNotes(entry.notes)}
              </details>
            )}
          </li>
        ))}
      </ol>
      <footer className="shared-foot">{t('foot')}</footer>
    </main>
  )
}
