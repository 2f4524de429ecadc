import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { MenuButton } from '@/components/ui/menu'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Adding } from '../../anywhere'

type AddFormsProps = { action: FormAction; adding: Adding & { address: string } }

/** The lists to which something can be added, each a button, and a new one. */
export async function AddForms({ action, adding }: AddFormsProps) {
  const t = await getTranslations('lists')
  const { address, lists } = adding
  return (
    <div className="measure stack">
      {lists.length > 0 && (
        <ActionForm action={action} toast>
          <input type="hidden" name="address" value={address} />
          <div>
            {lists.map(({ id, title, contains }) => (
              <MenuButton
                key={id}
                name="list"
                value={id}
                aria-label={contains ? t('inList', { title }) : undefined}
              >
                <span aria-hidden={contains}>{contains ? '✓' : '+'}</span> {title}
              </MenuButton>
            ))}
          </div>
        </ActionForm>
      )}
      <ActionForm action={action} toast clearOnSuccess>
        <input type="hidden" name="address" value={address} />
        <Field name="title" label={t('newListFor')} maxLength={200} required />
        <div>
          <SubmitButton variant="secondary">{t('newListWith')}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
