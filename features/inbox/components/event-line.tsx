import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { Activity } from '../queries'

const longestPreview = 180

/** One line of what happened: who, what, where, the first words, when. */
export async function EventLine({
  event,
  team,
  unread,
  tool,
}: {
  event: Activity & { kind?: string }
  team: string
  unread?: ReactNode
  /** What can be done with it, below its words */
  tool?: ReactNode
}) {
  const [t, format] = await Promise.all([getTranslations('inbox'), getFormatter()])
  const sentence = event.kind ? `notice.${event.kind}` : `event.${event.subject.type}.${event.verb}`
  const now = new Date()
  const who = event.actor?.name ?? t('system')
  return (
    <li className="event">
      <Avatar person={event.actor ?? { id: 'system', name: 'H' }} />
      <p className="event-what">
        {/* Which sentences exist is fixed by what the queries let through */}
        {t.rich(sentence as 'notice.reply', {
          count: event.count,
          who: () => <strong>{who}</strong>,
          place: () =>
            event.place ? (
              <PendingLink href={hrefOf(team, event)}>{event.place.title}</PendingLink>
            ) : null,
        })}{' '}
        <time
          className="event-when"
          dateTime={event.at.toISOString()}
          title={format.dateTime(event.at, { dateStyle: 'full', timeStyle: 'short' })}
        >
          {format.relativeTime(event.at, now)}
        </time>
        {unread && <> {unread}</>}
      </p>
      {event.words && <p className="event-words">{cut(event.words)}</p>}
      {tool && <div className="event-words">{tool}</div>}
    </li>
  )
}

function hrefOf(team: string, { place, subject, on }: Activity): string {
  if (!place) return paths.members(team)
  if (subject.type === 'annotation') return paths.annotation(team, place, subject.id)
  if (subject.type === 'comment' && (place.type === 'session' || place.type === 'article')) {
    return paths.comment(team, place, { id: subject.id, on })
  }
  const mark = subject.type === 'entry' ? `#entry-${shortId(subject.id)}` : ''
  if (place.type === 'session' || place.type === 'article') return paths.annotated(team, place)
  if (place.type === 'list') return paths.list(team, place) + mark
  return paths.conference(team, place)
}

function cut(words: string): string {
  const line = words.replace(/\s+/g, ' ')
  return line.length > longestPreview ? `${line.slice(0, longestPreview).trimEnd()}…` : line
}
