import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'

/** What has just happened on the way here: an address confirmed, another sign-in connected or not. */
export async function AccountNotice({ query }: { query: Record<string, unknown> }) {
  const t = await getTranslations('users')
  if (query.notice === 'confirmed') return <Notice tone="good">{t('account.confirmed')}</Notice>
  if (query.connected) return <Notice tone="good">{t('account.connected')}</Notice>
  if (query.error === 'identityTaken')
    return <Notice tone="bad">{t('account.identityTaken')}</Notice>
  if (query.error) return <Notice tone="bad">{t('signIn.refused.provider')}</Notice>
  return null
}
