import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { formatDays, localDate } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { ShareDetail } from '../queries'

type SharesTableProps = {
  team: string
  shares: ShareDetail[]
  revoke: FormAction
  /** Names in each row what is shared: for the shares of a whole team. */
  named?: boolean
}

/** Shares, ended ones too, with how often they were opened and the button that ends them. */
export async function SharesTable({ team, shares, revoke, named = false }: SharesTableProps) {
  const [t, locale] = await Promise.all([getTranslations('shares'), getLocale()])
  const dayOf = (date: Date) => {
    const day = localDate(date, 'UTC')
    return formatDays(day, day, locale)
  }
  const pageOf = ({ subject, of }: ShareDetail) =>
    subject === 'list' ? paths.shareList(team, of) : paths.shareSession(team, of)
  const stateOf = ({ state, expiresAt, revokedAt }: ShareDetail) => {
    if (state === 'revoked' && revokedAt) return t('revoked', { day: dayOf(revokedAt) })
    if (!expiresAt) return t('liveForever')
    return t(state === 'expired' ? 'expired' : 'live', { day: dayOf(expiresAt) })
  }
  return (
    <ul className="shares">
      {shares.map((share) => (
        <li key={share.id} data-state={share.state}>
          {named && (
            <PendingLink className="lists-title" href={pageOf(share)}>
              {share.of.title}
            </PendingLink>
          )}
          <p className={named ? 'entry-facts' : 'lists-title'}>
            {stateOf(share)}
            {share.indexed && ` · ${t('searchable')}`}
          </p>
          <p className="entry-facts">
            {t('madeByOn', { day: dayOf(share.createdAt), name: share.createdBy })}
            {` · ${t('viewCount', { count: share.views })}`}
          </p>
          {share.can.revoke && (
            <ActionForm action={revoke} toast className="share-tool">
              <input type="hidden" name="id" value={share.id} />
              <SubmitButton
                variant="danger"
                aria-label={t('revokeOf', {
                  title: share.of.title,
                  day: dayOf(share.createdAt),
                })}
              >
                {t('revoke')}
              </SubmitButton>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  )
}
