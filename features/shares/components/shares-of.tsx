import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { createShareAction } from '../actions'
import type { ShareDetail } from '../queries'
import type { ShareInput } from '../schema'
import { ShareForm } from './share-form'
import { SharesTable } from './shares-table'

type SharesOfProps = Pick<ShareInput, 'subject' | 'of'> & {
  team: string
  shares: ShareDetail[]
  /** Whether the reader sees and may make addresses; none are made where that is switched off */
  can: { see: boolean; create: boolean }
  /** Who in the team sees it, where that is a choice */
  people?: ReactNode
}

/** Who sees one thing: in the team, and by the addresses that it has; with what makes another. */
export function SharesOf({ people, ...props }: SharesOfProps) {
  return (
    <div className="measure stack">
      {people}
      {props.can.see && <Addresses {...props} />}
    </div>
  )
}

async function Addresses({ team, subject, of, shares, can }: SharesOfProps) {
  const t = await getTranslations('shares')
  return (
    <>
      {can.create ? (
        <Card title={t('forStrangers')}>
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
        <SharesTable team={team} shares={shares} />
      </section>
      <p className="field-hint">{t('viewsHint')}</p>
    </>
  )
}
