import { getTranslations } from 'next-intl/server'
import { SegmentedLinks } from '@/components/ui/segmented'
import { paths } from '@/lib/paths'
import type { ShareFilter } from '../queries'
import type { ShareInput } from '../schema'

type Subject = ShareInput['subject']

/** Which of the team's shares to show: open or ended ones, of lists, sessions or recaps. */
export async function SharesFilter({ team, filter }: { team: string; filter: ShareFilter }) {
  const t = await getTranslations('shares.filter')
  const choice = <Key extends keyof ShareFilter>(
    key: Key,
    values: NonNullable<ShareFilter[Key]>[],
  ) =>
    [undefined, ...values].map((value) => ({
      href: paths.teamShares(team, { ...filter, [key]: value }),
      label: t((value ?? 'all') as 'all' | 'open' | 'ended' | Subject),
      current: filter[key] === value,
    }))
  return (
    <div className="form-actions">
      <SegmentedLinks label={t('state')} options={choice('state', ['open', 'ended'])} />
      <SegmentedLinks label={t('of')} options={choice('of', ['list', 'session', 'recap'])} />
    </div>
  )
}
