import { useTranslations } from 'next-intl'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { LiveNews } from './live-news'

type LiveSessionProps = {
  member: Member
  session: { id: string }
  /** When what the page shows was read */
  drawn: Date
  /** Whether others see who has it open */
  present?: boolean
  /** Whether the page shows what is new at all; one that does not only follows what changes */
  announces?: boolean
}

/**
 * Keeps the page of a session or an article up to date: what is new is announced above the column and shown when
 * asked for, what has changed is changed in its place.
 */
export function LiveSession(props: LiveSessionProps) {
  const { member, session, drawn, present = true, announces = true } = props
  const t = useTranslations('live')
  const { slug, seq } = member.team
  return (
    <LiveNews
      source={{
        url: paths.liveApi(slug),
        name: `hallway.live.${member.teamId}.${member.userId}`,
        since: seq,
      }}
      presence={present ? paths.presenceApi(slug, session.id) : null}
      drawn={announces ? drawn.toISOString() : null}
      session={session.id}
      me={member.userId}
      announces={announces}
      words={{
        annotation: t('annotation'),
        annotations: t('annotations', { count: '{count}' }),
        comment: t('comment'),
        comments: t('comments', { count: '{count}' }),
        both: t('both', { count: '{count}' }),
        show: t('show'),
        away: t('away'),
        key: t('key'),
      }}
    />
  )
}
