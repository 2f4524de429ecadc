import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { ActsForm } from '@/components/ui/acts-form'
import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { formatDays, localDate } from '@/lib/dates'
import { paths } from '@/lib/paths'
import { actOnSharesAction, editShareAction } from '../actions'
import type { ShareDetail } from '../queries'
import { ShareFields } from './share-fields'

type SharesTableProps = {
  team: string
  shares: ShareDetail[]
  /** Names in each row what is shared, and lets several be ended at once: for those of a whole team. */
  many?: boolean
}

const acts = 'share-acts'

/** Shares, ended ones too: how often they were opened, and what changes or ends them. */
export async function SharesTable({ team, shares, many = false }: SharesTableProps) {
  const [t, locale] = await Promise.all([getTranslations('shares'), getLocale()])
  const dayOf = (date: Date) => {
    const day = localDate(date, 'UTC')
    return formatDays(day, day, locale)
  }
  const open = shares.filter(({ can }) => can.revoke)
  return (
    <>
      <ActsForm id={acts} action={actOnSharesAction.bind(null, team)} undo={t('undo')}>
        {many && open.length > 1 && (
          <div className="form-actions">
            <Button type="submit" name="act" value="revoke" variant="secondary">
              {t('revokeChosen')}
            </Button>
            <Button
              type="submit"
              name="act"
              value={`revoke:${open.map(({ id }) => id).join(',')}`}
              variant="danger"
            >
              {t('revokeAll', { count: open.length })}
            </Button>
          </div>
        )}
      </ActsForm>
      <ul className="shares">
        {shares.map((share) => {
          const title = share.of?.title ?? t('hiddenList')
          const label = t('ofMadeOn', { title, day: dayOf(share.createdAt) })
          return (
            <li key={share.id} data-state={share.state}>
              {many && share.can.revoke && (
                <input type="checkbox" name="id" value={share.id} form={acts} aria-label={label} />
              )}
              <div className="share-what">
                {many && <Subject team={team} share={share} hidden={t('hiddenList')} />}
                <p className={many ? 'entry-facts' : 'lists-title'}>
                  {[
                    stateOf(share),
                    share.locked && t('lockedFact'),
                    share.indexed && t('searchable'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                <p className="entry-facts">
                  {t('madeByOn', { day: dayOf(share.createdAt), name: share.createdBy })}
                  {` · ${t('viewCount', { count: share.views })}`}
                </p>
                {share.can.edit && (
                  <details className="share-edit">
                    <summary aria-label={t('changeOf', { label })}>{t('change')}</summary>
                    <ActionForm action={editShareAction.bind(null, team)} toast>
                      <input type="hidden" name="id" value={share.id} />
                      <ShareFields share={share} />
                      <div className="form-actions">
                        <SubmitButton variant="secondary">{t('saveChange')}</SubmitButton>
                      </div>
                    </ActionForm>
                  </details>
                )}
              </div>
              <Act share={share} revoke={t('revoke')} reopen={t('reopen')} label={label} />
            </li>
          )
        })}
      </ul>
    </>
  )

  function stateOf({ state, expiresAt, revokedAt }: ShareDetail) {
    if (state === 'revoked' && revokedAt) return t('revoked', { day: dayOf(revokedAt) })
    if (!expiresAt) return t('liveForever')
    return t(state === 'expired' ? 'expired' : 'live', { day: dayOf(expiresAt) })
  }
}

function Subject({ team, share, hidden }: { team: string; share: ShareDetail; hidden: string }) {
  const { of, subject } = share
  if (!of) return <p className="lists-title">{hidden}</p>
  const at = {
    list: paths.shareList,
    session: paths.shareSession,
    recap: paths.shareRecap,
  }
  const href = at[subject](team, of)
  return (
    <PendingLink className="lists-title" href={href}>
      {of.title}
    </PendingLink>
  )
}

type ActProps = { share: ShareDetail; revoke: string; reopen: string; label: string }

function Act({ share: { id, can }, revoke, reopen, label }: ActProps) {
  if (!can.revoke && !can.reopen) return null
  const [verb, name] = can.revoke ? ['revoke', revoke] : ['reopen', reopen]
  return (
    <Button
      type="submit"
      form={acts}
      name="act"
      value={`${verb}:${id}`}
      variant={can.revoke ? 'danger' : 'secondary'}
      className="share-tool"
      aria-label={`${name}: ${label}`}
    >
      {name}
    </Button>
  )
}
