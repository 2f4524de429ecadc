import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { CopyField } from '@/components/ui/copy-field'

/** A bookmark that sends pages to the team's lists, to keep in a browser. */
export async function BookmarkletCard({ address }: { address: string }) {
  const t = await getTranslations('tokens.bookmarklet')
  return (
    <Card title={t('title')} className="form">
      <p className="text-sm text-ink-2">{t('what')}</p>
      <CopyField
        label={t('address')}
        value={address}
        copyLabel={t('copy')}
        copiedLabel={t('copied')}
      />
    </Card>
  )
}
