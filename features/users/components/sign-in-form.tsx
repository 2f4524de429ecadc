import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { signInAction } from '../actions'

export async function SignInForm({ next }: { next: string | null }) {
  const t = await getTranslations('users')
  return (
    <ActionForm action={signInAction}>
      {next && <input type="hidden" name="next" value={next} />}
      <Field name="email" type="email" label={t('email')} autoComplete="username" required />
      <Field
        name="password"
        type="password"
        label={t('password')}
        autoComplete="current-password"
        required
      />
      <SubmitButton>{t('signIn.button')}</SubmitButton>
    </ActionForm>
  )
}
