import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { signOutAction } from '../actions'

export async function SignOutForm() {
  const t = await getTranslations('users')
  return (
    <ActionForm action={signOutAction} className="contents">
      <SubmitButton variant="quiet">{t('signOut')}</SubmitButton>
    </ActionForm>
  )
}
