import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'

type TrashFormProps = {
  action: FormAction
  id: string
  title: string
  text: string
  button: string
}

/** Moves something to the trash, after saying what goes with it. */
export function TrashForm({ action, id, title, text, button }: TrashFormProps) {
  return (
    <Card title={title} className="mt-8 max-w-xl">
      <ActionForm action={action}>
        <input type="hidden" name="id" value={id} />
        <p className="text-sm text-ink-2">{text}</p>
        <div className="form-actions">
          <SubmitButton variant="danger">{button}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
