import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LinkDetail } from '../queries'

type LinkNoticesProps = {
  link: LinkDetail
  /** The id of one that has just been merged into it */
  merged: string | null
  restore: FormAction
  separate: FormAction
}

/** What has just become of a link, or keeps it from its lists, and the way back. */
export async function LinkNotices({ link, merged, restore, separate }: LinkNoticesProps) {
  const t = await getTranslations('links')
  const former = link.merged?.find(({ id }) => id === merged)
  return (
    <>
      {link.deletedAt && (
        <div className="notice measure mb-4 grid gap-2">
          <p>{t('deletedNotice')}</p>
          <OneButton action={restore} id={link.id} label={t('restore')} />
        </div>
      )}
      {former && link.can.merge && (
        <div className="notice measure mb-4 grid gap-2">
          <p>{t('mergedNotice', { title: former.title })}</p>
          <OneButton action={separate} id={former.id} label={t('undo')} />
        </div>
      )}
    </>
  )
}

type OneButtonProps = { action: FormAction; id: string; label: string; name?: string }

export function OneButton({ action, id, label, name }: OneButtonProps) {
  return (
    <ActionForm action={action} toast>
      <input type="hidden" name="id" value={id} />
      <div>
        <SubmitButton variant="secondary" aria-label={name}>
          {label}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
