import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { revokeLoginAction, revokeOtherLoginsAction } from '../actions'
import { browserOf } from './browser-name'

type Login = {
  id: string
  userAgent: string
  address: string
  lastSeenAt: Date
  current: boolean
}

/** Every browser that is signed in, and the way to sign each of them out. */
export async function AccountLogins({ logins }: { logins: Login[] }) {
  const [t, format] = await Promise.all([getTranslations('users.account'), getFormatter()])
  const now = new Date()
  const nameOf = (login: Login) => {
    const { browser, system } = browserOf(login.userAgent)
    if (!browser) return system ?? t('unknownBrowser')
    return system ? t('browserOn', { browser, system }) : browser
  }
  return (
    <Card title={t('logins')} className="form">
      <ul className="rows">
        {logins.map((login) => (
          <li key={login.id} className="flex items-center justify-between gap-3 py-2">
            <div>
              <div>
                {nameOf(login)} {login.current && <Badge tone="accent">{t('thisBrowser')}</Badge>}
              </div>
              <div className="text-sm text-ink-2">
                {t('lastSeen', { when: format.relativeTime(login.lastSeenAt, now) })}
                {login.address && login.address !== 'unknown' && ` · ${login.address}`}
              </div>
            </div>
            {!login.current && (
              <ActionForm action={revokeLoginAction} toast className="shrink-0">
                <input type="hidden" name="id" value={login.id} />
                <SubmitButton variant="secondary" aria-label={`${t('revoke')}: ${nameOf(login)}`}>
                  {t('revoke')}
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {logins.length > 1 && (
        <ActionForm action={revokeOtherLoginsAction} toast>
          <div className="form-actions">
            <SubmitButton variant="secondary">{t('revokeOthers')}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  )
}
