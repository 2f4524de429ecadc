import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Member } from '@/lib/actor'
import type { Role } from '@/prisma/generated/client'
import { leaveTeamAction } from '../actions'
import { teamCan } from '../policy'
import { RemoveForm, RoleForm } from './member-forms'

type Row = { userId: string; name: string; email: string | null; role: Role; joinedAt: Date }

export async function MemberList({ member, members }: { member: Member; members: Row[] }) {
  const [t, format] = await Promise.all([getTranslations('teams'), getFormatter()])
  const { slug, name } = member.team
  return (
    <div className="stack">
      <ul className="rows card">
        {members.map((row) => (
          <li
            key={row.userId}
            className="flex flex-wrap items-start gap-3 py-3 first:pt-0 last:pb-0"
          >
            <Avatar person={{ id: row.userId, name: row.name }} large />
            <div className="min-w-0 flex-1 basis-40">
              <div className="font-bold">
                {row.name}{' '}
                {row.userId === member.userId && <Badge tone="accent">{t('members.you')}</Badge>}
              </div>
              <div className="text-sm text-ink-2">
                {row.email && <>{row.email} · </>}
                {t('members.since', {
                  when: format.dateTime(row.joinedAt, { dateStyle: 'medium' }),
                })}
              </div>
            </div>
            {teamCan(member).manage ? (
              <div className="flex flex-wrap items-center gap-1 sm:gap-2">
                <RoleForm slug={slug} row={row} />
                {row.userId !== member.userId && <RemoveForm slug={slug} row={row} />}
              </div>
            ) : (
              <span className="text-sm text-ink-2">{t(`roles.${row.role}`)}</span>
            )}
          </li>
        ))}
      </ul>
      <details className="card">
        <summary className="cursor-pointer text-sm font-bold">{t('members.leave')}</summary>
        <ActionForm action={leaveTeamAction.bind(null, slug)} className="form mt-3">
          <p className="text-sm">{t('members.leaveWhat')}</p>
          <div className="form-actions">
            <SubmitButton variant="danger">{t('members.leaveButton', { team: name })}</SubmitButton>
          </div>
        </ActionForm>
      </details>
    </div>
  )
}
