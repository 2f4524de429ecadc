import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'

type FollowFormProps = {
  /** What the button does: `followAction`, or `unfollowAction` for who follows it. */
  action: FormAction
  list: { id: string; followed: boolean }
}

/** One button that follows a list, or ends it. */
export async function FollowForm({ action, list }: FollowFormProps) {
  const t = await getTranslations('mine')
  return (
    <ActionForm action={action} toast className="contents">
      <input type="hidden" name="id" value={list.id} />
      <SubmitButton variant="secondary">{t(list.followed ? 'unfollow' : 'follow')}</SubmitButton>
    </ActionForm>
  )
}
