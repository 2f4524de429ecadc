import { SegmentedLinks } from '@/components/ui/segmented'
import type { Clock } from '@/features/conferences/clock'
import type { ProgrammeFrame } from './programme-frame'

type ClockChoiceProps = {
  clock: Clock
  href: (zone: 'conference' | 'mine') => string
  t: ProgrammeFrame['t']
}

/** Conference time or the reader's own; nothing where both show the same. */
export function ClockChoice({ clock, href, t }: ClockChoiceProps) {
  if (!clock.own) return null
  const options = [
    { href: href('conference'), label: t('conferenceTime'), current: !clock.mine },
    { href: href('mine'), label: t('myTime'), current: clock.mine },
  ]
  return <SegmentedLinks label={t('times')} options={options} />
}
