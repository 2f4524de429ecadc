import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'

type UndoNoticeProps = {
  text: string
  undo: string
  action: FormAction
  id: string
}

/** Says on the next page that something is in the trash, and takes it back out. */
export function UndoNotice({ text, undo, action, id }: UndoNoticeProps) {
  return (
    <div className="notice mb-4" role="status">
      <ActionForm action={action} className="form-actions">
        <input type="hidden" name="id" value={id} />
        <span>{text}</span>
        <SubmitButton variant="secondary">{undo}</SubmitButton>
      </ActionForm>
    </div>
  )
}
