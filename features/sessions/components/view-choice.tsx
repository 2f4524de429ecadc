import { SegmentedLinks } from '@/components/ui/segmented'
import type { ProgrammeFrame } from './programme-frame'

type View = 'list' | 'rooms'

type ViewChoiceProps = { view: View; href: (view: View) => string; t: ProgrammeFrame['t'] }

export function ViewChoice({ view, href, t }: ViewChoiceProps) {
  const options = (['rooms', 'list'] as const).map((it) => {
    return { href: href(it), label: t(it), current: it === view }
  })
  return <SegmentedLinks label={t('views')} options={options} />
}
