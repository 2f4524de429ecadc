import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDay } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { getMyOpenFollowUps } from '../places'

type FollowUp = Awaited<ReturnType<typeof getMyOpenFollowUps>>[number]

/** What the reader has promised to do, with what it came from. */
export async function OpenFollowUps({ followUps, team }: { followUps: FollowUp[]; team: string }) {
  const [t, locale] = await Promise.all([getTranslations('home'), getLocale()])
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Card title={t('followUps')} aside={followUps.length > 0 && followUps.length}>
      {followUps.length === 0 && <p className="text-sm text-ink-2">{t('followUpsEmpty')}</p>}
      <ul className="rows">
        {followUps.map(({ id, title, dueOn, place }) => {
          const due = dueOn?.toISOString().slice(0, 10)
          return (
            <li key={id} className="py-2 text-sm">
              <PendingLink href={paths.annotation(team, place, id)} className="plain-link">
                {title}
              </PendingLink>
              <p className="text-ink-2">
                {due && (
                  <span className={due < today ? 'text-danger' : undefined}>
                    {t(due < today ? 'overdue' : 'due', { date: formatDay(due, locale) })}
                    {' · '}
                  </span>
                )}
                {place.title}
              </p>
            </li>
          )
        })}
      </ul>
      <PendingLink href={paths.toFinish(team)} className="text-link mt-2 inline-block text-sm">
        {t('allToFinish')}
      </PendingLink>
    </Card>
  )
}
