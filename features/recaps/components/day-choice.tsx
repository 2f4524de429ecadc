import { getLocale, getTranslations } from 'next-intl/server'
import { SegmentedLinks } from '@/components/ui/segmented'
import type { DraftDay } from '../draft'
import { dayName } from './recap-body'

type DayChoiceProps = {
  days: DraftDay[]
  current: string | null
  href: (day: string | null) => string
}

/** The days of a recap, each with how much of it is in. */
export async function DayChoice({ days, current, href }: DayChoiceProps) {
  const [t, locale] = await Promise.all([getTranslations('recaps'), getLocale()])
  return (
    <SegmentedLinks
      label={t('days')}
      options={days.map(({ day, chosen }) => ({
        href: href(day),
        label: t('dayCount', { day: dayName(day, locale) ?? t('noDay'), count: chosen }),
        current: day === current,
      }))}
    />
  )
}
