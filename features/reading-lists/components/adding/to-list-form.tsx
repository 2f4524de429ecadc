import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Button, LinkButton } from '@/components/ui/button'
import { SelectField } from '@/components/ui/field'

type ToListFormProps = {
  /** `arrangeAction`, bound to the team. */
  action: FormAction
  list: { title: string }
  entries: { id: string; title: string }[]
  lists: { id: string; title: string }[]
  back: string
}

/** Moves or copies entries to another list. */
export async function ToListForm({ action, list, entries, lists, back }: ToListFormProps) {
  const t = await getTranslations('lists')
  return (
    <ActionForm action={action} className="form measure">
      <p>{t('bulk.listsText', { count: entries.length, title: list.title })}</p>
      <ul className="ticked-titles">
        {entries.map(({ id, title }) => (
          <li key={id}>
            <input type="hidden" name="entry" value={id} />
            {title}
          </li>
        ))}
      </ul>
      {lists.length === 0 ? (
        <p>{t('bulk.noLists')}</p>
      ) : (
        <SelectField name="list" label={t('bulk.list')} hint={t('bulk.moveHint')}>
          {lists.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
      )}
      <div className="form-actions">
        {lists.length > 0 && (
          <>
            <Button type="submit" variant="primary" name="act" value="all:move">
              {t('bulk.move')}
            </Button>
            <Button type="submit" name="act" value="all:copy">
              {t('bulk.copy')}
            </Button>
          </>
        )}
        <LinkButton variant="quiet" href={back}>
          {t('backToList')}
        </LinkButton>
      </div>
    </ActionForm>
  )
}
