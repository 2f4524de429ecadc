import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { pickClock } from '@/features/conferences/clock'
import { formatDay, formatRange } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { getPicks } from '../queries'
import { Overlaps } from './overlaps'

type PicksProps = {
  team: string
  conference: { id: string; slug: string; zone: string }
  picks: Awaited<ReturnType<typeof getPicks>>
  /** The reader's zone, as far as their browser has told it */
  known: string | undefined
}

/** What the reader wants of a conference, day by day, and what of it overlaps. */
export function Picks({ team, conference, picks, known }: PicksProps) {
  const t = useTranslations('interests')
  const head = useTranslations('sessions.head')
  const locale = useLocale()
  const address = paths.conference(team, conference)
  if (picks.length === 0) {
    const action = <LinkButton href={address}>{t('picks.toProgramme')}</LinkButton>
    return (
      <EmptyState title={t('picks.empty')} action={action}>
        {t('picks.emptyText')}
      </EmptyState>
    )
  }
  const factsOf = (pick: Pick): string[] => {
    const { startsAt, endsAt, rooms, speakers } = pick
    if (!startsAt) return [rooms, speakers].filter(Boolean)
    const { own } = pickClock(conference.zone, { zone: known }, startsAt)
    const times = formatRange(startsAt, endsAt, conference.zone, locale)
    const here = own ? head('own', { time: formatRange(startsAt, endsAt, own, locale) }) : ''
    return [times, here, rooms, speakers].filter(Boolean)
  }
  const days = new Map<string | null, Pick[]>()
  for (const pick of picks) days.set(pick.day, [...(days.get(pick.day) ?? []), pick])
  return (
    <>
      <Overlaps sessions={picks} zone={conference.zone} locale={locale} />
      {[...days].map(([day, sessions]) => (
        <section key={day}>
          <h2 className="section-title">{day ? formatDay(day, locale) : t('picks.noTime')}</h2>
          <ul className="rows">
            {sessions.map((it) => (
              <li key={it.id} className="py-2">
                <PendingLink href={paths.session(team, it)} className="plain-link font-medium">
                  {it.title}
                </PendingLink>{' '}
                {it.wish === 'later' && <Badge>{t('later')}</Badge>}{' '}
                {it.cancelled && <Badge tone="danger">{t('picks.cancelled')}</Badge>}
                <p className="text-sm text-ink-2">{factsOf(it).join(' · ')}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

type Pick = PicksProps['picks'][number]
