import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { updateColumnsAction } from '../../actions'
import { columnRoles, type Table } from '../../formats/programme'
import type { ImportDetail } from '../../queries'

type ColumnsFormProps = { team: string; staged: ImportDetail; table: Table }

/** What each column of a table was taken for, with its first values, to be corrected. */
export async function ColumnsForm({ team, staged, table }: ColumnsFormProps) {
  const t = await getTranslations('imports.columns')
  const roles = columnRoles.map((role) => (
    <option key={role} value={role}>
      {t(`roles.${role}`)}
    </option>
  ))
  // A form that was answered shows what is read now, not what the browser remembers
  const now = JSON.stringify([table.columns.map(({ role }) => role), staged.options.table])
  return (
    <ActionForm action={updateColumnsAction.bind(null, team)} key={now}>
      <input type="hidden" name="id" value={staged.id} />
      <p className="text-sm text-ink-2">{t('hint')}</p>
      <ul className="rows">
        {table.columns.map(({ name, role, sample }) => (
          <li key={name} className="grid gap-x-4 gap-y-1 py-2 sm:grid-cols-[1fr_14rem]">
            <input type="hidden" name="column" value={name} />
            <p className="min-w-0 self-center">
              <span className="block font-medium">{name}</span>
              <span className="block truncate text-sm text-ink-2">
                {sample.join(' · ') || t('empty')}
              </span>
            </p>
            <SelectField name="role" label={t('column', { name })} hideLabel defaultValue={role}>
              {roles}
            </SelectField>
          </li>
        ))}
      </ul>
      {table.daysAreCounted && (
        <Field
          type="date"
          name="firstDay"
          label={t('firstDay')}
          hint={t('firstDayHint')}
          defaultValue={staged.options.table?.firstDay ?? ''}
        />
      )}
      <div>
        <SubmitButton variant="secondary">{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
