import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/ui/action-form'
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
}

/** The form of a day's marks, and in words which of what the reader wants now overlap. */
export function DayWishes({ action, reader, sessions, picks, zone, locale }: DayWishesProps) {
  const t = useTranslations('interests')
  const wished = sessions.map((it) => ({ ...it, wish: picks.get(it.id) }))
  return (
    <WishForm {...{ action, ...reader }} words={wishWords(t)} tells>
      <Overlaps sessions={wished} zone={zone} locale={locale} />
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
