import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'

const refusals = ['connectFirst', 'noEmail', 'byInvitation', 'gone', 'expired'] as const

/** What the address says of an attempt before: a single sign-on refused, a password just set. */
export async function SignInNotice({ query }: { query: Record<string, unknown> }) {
  const t = await getTranslations('users.signIn')
  if (query.notice === 'reset') return <Notice tone="good">{t('wasReset')}</Notice>
  if (query.notice === 'deleted') return <Notice tone="good">{t('wasDeleted')}</Notice>
  if (!query.error) return null
  const why = refusals.find((refusal) => refusal === query.error)
  // Everything else comes from the provider, or from a sign-in that took too long
  return <Notice tone="bad">{t(`refused.${why ?? 'provider'}`)}</Notice>
}
