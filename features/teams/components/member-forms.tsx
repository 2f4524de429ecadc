import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Role } from '@/prisma/generated/client'
import { changeRoleAction, removeMemberAction } from '../actions'
import { roles } from '../schema'

type Row = { userId: string; name: string; role: Role }

export async function RoleForm({ slug, row }: { slug: string; row: Row }) {
  const t = await getTranslations('teams')
  return (
    <ActionForm
      action={changeRoleAction.bind(null, slug)}
      className="flex flex-wrap gap-1 sm:gap-2"
    >
      <input type="hidden" name="userId" value={row.userId} />
      <SelectField
        // A new role shows as the chosen one, also where the form stays
        key={row.role}
        name="role"
        label={t('members.role', { name: row.name })}
        hideLabel
        defaultValue={row.role}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </SelectField>
      <SubmitButton variant="secondary">{t('members.changeRole')}</SubmitButton>
    </ActionForm>
  )
}

/** Says what happens before it is done; opens without script. */
export async function RemoveForm({ slug, row }: { slug: string; row: Row }) {
  const t = await getTranslations('teams.members')
  const label = t('removeNamed', { name: row.name })
  return (
    <details className="open:basis-full">
      <summary className="button button-quiet max-sm:px-1" aria-label={label}>
        {t('remove')}
      </summary>
      <ActionForm action={removeMemberAction.bind(null, slug)} toast>
        <input type="hidden" name="userId" value={row.userId} />
        <p className="text-sm">{t('removeWhat', { name: row.name })}</p>
        <div className="form-actions">
          <SubmitButton variant="danger">{label}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
