import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { NewPassword } from './new-password'

type SignUpFormProps = {
  action: FormAction
  /** What goes along: where to go afterwards, the token of an invitation. */
  hidden?: Record<string, string>
  button: string
}

export async function SignUpForm({ action, hidden = {}, button }: SignUpFormProps) {
  const t = await getTranslations('users')
  return (
    <ActionForm action={action}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field name="name" label={t('name')} autoComplete="name" required />
      <Field name="email" type="email" label={t('email')} autoComplete="email" required />
      <NewPassword label={t('password')} hint={t('passwordHint')} />
      <SubmitButton>{button}</SubmitButton>
    </ActionForm>
  )
}
