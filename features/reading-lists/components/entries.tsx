import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { EntryDetail } from '../queries'
import { titleOf } from './entry-form'
import { sessionFacts, timecode } from './facts'

type EntriesProps = {
  team: string
  entries: EntryDetail[]
  /** Number of the first entry. */
  start: number
  /** What the buttons of an entry need; they belong to a form around this list. */
  tools?: Tools
  /** The form that stands in the place of one entry. */
  edited?: { id: string; form: ReactNode }
}

type Tools = {
  list: { id: string; slug: string }
  page: string
  /** The entries just before and after those shown, on other pages. */
  before: string | null
  after: string | null
}

/** The entries of a list, each a flat row: there may be a hundred. */
export async function Entries({ team, entries, start, tools, edited }: EntriesProps) {
  const [t, types, locale] = await Promise.all([
    getTranslations('lists'),
    getTranslations('links.types'),
    getLocale(),
  ])
  const row = (entry: EntryDetail, index: number) => {
    const { id, link, session } = entry
    const title = titleOf(entry)
    const facts = [
      link ? link.site : session && sessionFacts(session, locale, t('noTime')),
      entry.offsetSeconds ? t('from', { time: timecode(entry.offsetSeconds) }) : null,
      t('addedBy', { name: entry.addedBy }),
    ]
    const [previous, next] = [entries[index - 1]?.id, entries[index + 1]?.id]
    return (
      <li key={id} id={shortId(id)} className="entry" data-entry={id}>
        {session ? (
          <PendingLink className="entry-title" href={paths.session(team, session)}>
            {title}
          </PendingLink>
        ) : (
          <a className="entry-title" href={link?.url} rel="noreferrer noopener">
            {title}
          </a>
        )}
        <p className="entry-facts">
          <span className="badge">{link ? types(link.type) : t('session')}</span>
          {` ${facts.filter(Boolean).join(' · ')}`}
        </p>
        {entry.whyHtml && (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
          <div className="prose" dangerouslySetInnerHTML={{ __html: entry.whyHtml }} />
        )}
        {tools && (
          <div className="entry-tools">
            <ToolButton
              value={`up:${id}:${previous ?? tools.before ?? ''}`}
              disabled={!previous && !tools.before}
              label={t('upOf', { title })}
            >
              ↑
            </ToolButton>
            <ToolButton
              value={`down:${id}:${next ?? tools.after ?? ''}`}
              disabled={!next && !tools.after}
              label={t('downOf', { title })}
            >
              ↓
            </ToolButton>
            <PendingLink
              prefetch={false}
              keepScroll
              href={paths.list(team, tools.list, { page: tools.page, edit: shortId(id) })}
              aria-label={t('editEntryOf', { title })}
            >
              {t('editEntry')}
            </PendingLink>
            <ToolButton value={`remove:${id}`} label={t('removeOf', { title })}>
              {t('remove')}
            </ToolButton>
          </div>
        )}
      </li>
    )
  }
  return (
    <ol className="entries" start={start} style={{ counterReset: `entry ${start - 1}` }}>
      {entries.map((entry, index) =>
        entry.id === edited?.id ? (
          <li key={entry.id} id={shortId(entry.id)} className="entry entry-edited">
            {edited.form}
          </li>
        ) : (
          row(entry, index)
        ),
      )}
    </ol>
  )
}

type ToolButtonProps = { value: string; label: string; disabled?: boolean; children: ReactNode }

function ToolButton({ value, label, disabled = false, children }: ToolButtonProps) {
  return (
    <button type="submit" name="do" value={value} disabled={disabled} aria-label={label}>
      {children}
    </button>
  )
}
