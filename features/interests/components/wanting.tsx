import { useFormatter, useTranslations } from 'next-intl'
import type { FormAction } from '@/components/ui/action-form'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import type { getWantedSession } from '../queries'
import { WishChoice } from './wish-choice'

type WantingProps = {
  action: FormAction
  member: Member
  session: Pick<
    NonNullable<Awaited<ReturnType<typeof getWantedSession>>>,
    'id' | 'wish' | 'wantedBy'
  >
  drawn: Date
}

/** What the reader wants of a talk. */
export function Wanting({ action, member, session, drawn }: WantingProps) {
  const t = useTranslations('interests')
  return (
    <WishChoice
      action={action}
      team={member.team.slug}
      userId={member.userId}
      id={shortId(session.id)}
      wish={session.wish}
      drawn={drawn.toISOString()}
      label={t('label')}
      names={{ now: t('now'), later: t('later'), skip: t('skip') }}
      words={wishWords(t)}
    />
  )
}

/** Who else wants it, of those who show that. */
export function WantedBy({ session }: Pick<WantingProps, 'session'>) {
  const t = useTranslations('interests')
  const format = useFormatter()
  const told = (['now', 'later'] as const).flatMap((wish) => {
    const names = session.wantedBy.filter((it) => it.wish === wish).map(({ name }) => name)
    const params = { names: format.list(names), count: names.length }
    return names.length > 0 ? [t(`wantedBy.${wish}`, params)] : []
  })
  return told.length > 0 && <span>{told.join(' · ')}</span>
}

export type InterestWords = ReturnType<typeof useTranslations<'interests'>>

export function wishWords(t: InterestWords) {
  const said = { now: t('said.now'), later: t('said.later'), skip: t('said.skip') }
  return { key: t('key'), said: { ...said, none: t('said.none') } }
}
