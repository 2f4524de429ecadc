import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { createShareAction, revokeShareAction } from '../actions'
import type { getShares } from '../queries'
import type { ShareInput } from '../schema'
import { ShareForm } from './share-form'
import { SharesTable } from './shares-table'

type SharesOfProps = Pick<ShareInput, 'subject' | 'of'> & {
  team: string
  shares: Awaited<ReturnType<typeof getShares>>
  /** Whether the team shares anything at all, and the reader may */
  canCreate: boolean
}

/** The shares that one thing has, with what makes another. */
export async function SharesOf({ team, subject, of, shares, canCreate }: SharesOfProps) {
  const t = await getTranslations('shares')
  return (
    <div className="measure stack">
      {canCreate ? (
        <Card>
          <ShareForm action={createShareAction.bind(null, team)} subject={subject} of={of} />
        </Card>
      ) : (
        <Notice tone="warning">
          {t('switchedOff')} {shares.length > 0 && t('allClosed')}
        </Notice>
      )}
      <section>
        <h2 className="section-title">{t(`existing.${subject}`)}</h2>
        {shares.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        <SharesTable team={team} shares={shares} revoke={revokeShareAction.bind(null, team)} />
      </section>
      <p className="field-hint">
        {t('viewsHint')} {t('expiryHint')}
      </p>
    </div>
  )
}
