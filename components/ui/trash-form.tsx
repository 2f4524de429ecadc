import type { ReactNode } from 'react'
import { ActionForm, type FormAction } from './action-form'
import { Card } from './card'
import { SubmitButton } from './submit-button'

type TrashFormProps = {
  action: FormAction
  id: string
  title: string
  text: ReactNode
  /** The title's words where none are given. */
  button?: string
  className?: string
}

/** Moves something to the trash, after saying what goes with it. */
export function TrashForm({ action, id, title, text, button = title, className }: TrashFormProps) {
  return (
    <Card title={title} {...(className && { className })}>
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
