import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDay } from '@/lib/dates'
import type { ProgrammeDay } from '../queries'
import type { ProgrammeFrame } from './programme-frame'

type NoHitsProps = {
  days: readonly ProgrammeDay[]
  /** What was filtered by, in words. */
  filters: string
  href: (day: string | null) => string
  clearHref: string
  frame: ProgrammeFrame
}

/** Says what the filter holds when nothing passed it, and where it finds something. */
export function NoHits({ days, filters, href, clearHref, frame }: NoHitsProps) {
  const { t, locale } = frame
  const elsewhere = days.filter(({ hits }) => hits > 0)
  const clear = <LinkButton href={clearHref}>{t('clear')}</LinkButton>
  if (elsewhere.length === 0) {
    return <EmptyState title={t('noHitsAnywhere', { filters })} action={clear} />
  }
  return (
    <EmptyState title={t('noHits', { filters })} action={clear}>
      {t('elsewhere')}{' '}
      {elsewhere.map(({ day, hits }) => (
        <PendingLink
          key={day}
          href={href(day)}
          className="text-link mx-1 whitespace-nowrap"
          keepScroll
        >
          {day ? formatDay(day, locale) : t('noTime')} ({hits})
        </PendingLink>
      ))}
    </EmptyState>
  )
}
