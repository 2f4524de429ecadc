import { LinkButton } from './button'
import { SubmitButton } from './submit-button'

type FormActionsProps = {
  submit: string
  cancel: string
  /** Where one goes who cancels */
  back: string
}

/** How a form on a page of its own ends: what sends it, and the way back without it. */
export function FormActions({ submit, cancel, back }: FormActionsProps) {
  return (
    <div className="form-actions">
      <SubmitButton>{submit}</SubmitButton>
      <LinkButton variant="quiet" href={back}>
        {cancel}
      </LinkButton>
    </div>
  )
}
