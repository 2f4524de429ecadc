import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import type { getFeed } from '../queries'
import { NewFeed } from './new-feed'

type FeedCardProps = {
  conference: { id: string }
  feed: Awaited<ReturnType<typeof getFeed>>
  actions: { create: FormAction; revoke: FormAction }
}

/** The secret address of one's picks: how it is made, shown once, and ended. */
export async function FeedCard({ conference, feed, actions }: FeedCardProps) {
  const [t, format] = await Promise.all([getTranslations('interests.feed'), getFormatter()])
  const on = (date: Date) => format.dateTime(date, { dateStyle: 'medium' })
  return (
    <Card title={t('title')}>
      <p className="mb-4 text-sm text-ink-2">{t('what')}</p>
      <ActionForm action={actions.create}>
        <NewFeed label={t('address')} copyLabel={t('copy')} copiedLabel={t('copied')} />
        <input type="hidden" name="id" value={conference.id} />
        <div className="form-actions">
          <SubmitButton variant="secondary">{feed ? t('anew') : t('create')}</SubmitButton>
        </div>
      </ActionForm>
      {feed && (
        <ActionForm action={actions.revoke} toast className="form-actions mt-4">
          <input type="hidden" name="id" value={feed.id} />
          <span className="text-sm text-ink-2">
            {t('made', { day: on(feed.createdAt) })} ·{' '}
            {feed.lastUsedAt ? t('used', { day: on(feed.lastUsedAt) }) : t('unused')}
          </span>
          <SubmitButton variant="danger">{t('revoke')}</SubmitButton>
        </ActionForm>
      )}
    </Card>
  )
}
