import { useTranslations } from 'next-intl'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { Menu, MenuButton } from '@/components/ui/menu'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ListForSession } from '../../queries'

type AddToListProps = {
  /** `addSessionAction`, bound to the team. */
  action: FormAction
  sessionId: string
  lists: ListForSession[]
}

/** "Add to list" of a talk page: the team's lists, and a new one. Works without script. */
export function AddToList({ action, sessionId, lists }: AddToListProps) {
  const t = useTranslations('lists')
  const open = lists.filter(({ can }) => can.add)
  return (
    <Menu trigger={t('addToList')} align="end">
      {open.length > 0 && (
        <ActionForm action={action} toast className="">
          <input type="hidden" name="session" value={sessionId} />
          {open.slice(0, 20).map((list) => (
            <MenuButton
              key={list.id}
              name="list"
              value={list.id}
              aria-label={list.contains ? t('inList', { title: list.title }) : undefined}
            >
              <span aria-hidden={list.contains}>{list.contains ? '✓' : '+'}</span> {list.title}
            </MenuButton>
          ))}
        </ActionForm>
      )}
      <ActionForm action={action} toast clearOnSuccess className="form p-2">
        <input type="hidden" name="session" value={sessionId} />
        <Field name="title" label={t('newListFor')} maxLength={200} required />
        <SubmitButton variant="secondary">{t('newListWith')}</SubmitButton>
      </ActionForm>
    </Menu>
  )
}
