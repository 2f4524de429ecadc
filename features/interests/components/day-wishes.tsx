import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { PendingLink } from '@/components/ui/pending-link'
import type { Wish } from '../schema'
import { Overlaps } from './overlaps'
import { wishWords } from './wanting'
import { WishForm } from './wish-form'

type DayWishesProps = {
  action: FormAction
  reader: { team: string; userId: string }
  sessions: readonly {
    id: string
    title: string
    startsAt: Date | null
    endsAt: Date | null
    cancelled: boolean
  }[]
  picks: ReadonlyMap<string, Wish>
  zone: string
  locale: string
  /** Where all picks stand, when these are nothing else. */
  allPicks: string | null
  /** The cards of the day, with the marks. */
  children: ReactNode
}

/**
 * The form around a day's marks, and in words which of what the reader wants now overlap. Around them,
 * since a button that names its form has the browser look for it whenever one of them comes or goes.
 */
export function DayWishes(props: DayWishesProps) {
  const { action, reader, sessions, picks, zone, locale, allPicks, children } = props
  const t = useTranslations('interests')
  const wished = sessions.map((it) => ({ ...it, wish: picks.get(it.id) }))
  return (
    <WishForm {...{ action, ...reader }} words={wishWords(t)} tells>
      {allPicks && (
        <p className="wish-all">
          <PendingLink href={allPicks}>{t('picks.all')}</PendingLink>
        </p>
      )}
      <Overlaps sessions={wished} zone={zone} locale={locale} />
      {children}
    </WishForm>
  )
}

/** The words of the marks on the cards of a programme. */
export function markWords(t: ReturnType<typeof useTranslations<'interests'>>) {
  const title = '{title}'
  return {
    none: t('marks.none', { title }),
    now: t('marks.now', { title }),
    later: t('marks.later', { title }),
    skip: t('marks.skip', { title }),
  }
}
