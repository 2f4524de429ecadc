import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Role } from '@/prisma/generated/client'
import { revokeInvitationAction } from '../actions'

type Invitation = {
  id: string
  role: Role
  note: string
  expiresAt: Date
  createdByName: string
}

type InvitationListProps = { slug: string; invitations: Invitation[] }

/** The invitations that somebody could still take up. */
export async function InvitationList({ slug, invitations }: InvitationListProps) {
  const [t, format] = await Promise.all([getTranslations('teams'), getFormatter()])
  return (
    <Card title={t('invitations.open')} aside={invitations.length || undefined}>
      {invitations.length === 0 ? (
        <p className="text-sm text-ink-2">{t('invitations.none')}</p>
      ) : (
        <ul className="rows">
          {invitations.map(({ id, role, note, expiresAt, createdByName }) => (
            <li key={id} className="flex items-center justify-between gap-3 py-2">
              <div>
                <div>{note || t('invitations.withoutNote')}</div>
                <div className="text-sm text-ink-2">
                  {t('invitations.entry', {
                    role: t(`roles.${role}`),
                    when: format.dateTime(expiresAt, { dateStyle: 'medium' }),
                    name: createdByName,
                  })}
                </div>
              </div>
              <ActionForm
                action={revokeInvitationAction.bind(null, slug)}
                toast
                className="shrink-0"
              >
                <input type="hidden" name="id" value={id} />
                <SubmitButton
                  variant="secondary"
                  aria-label={t('invitations.revokeNamed', { note })}
                >
                  {t('invitations.revoke')}
                </SubmitButton>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
