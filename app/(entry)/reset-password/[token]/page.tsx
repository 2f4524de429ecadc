import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { resetPasswordAction } from '@/features/users/actions'
import { NewPassword } from '@/features/users/components/new-password'
import { isResetOpen } from '@/features/users/queries'
import { currentGuest } from '@/lib/actor'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.reset')
  return { title: t('title') }
}

export default async function ResetPasswordPage({ params }: Props) {
  const { token } = await params
  if (!(await isResetOpen(await currentGuest(), token))) notFound()
  const t = await getTranslations('users')
  return (
    <div className="stack">
      <div>
        <h1 className="text-xl">{t('reset.title')}</h1>
        <p className="mt-2 text-ink-2">{t('reset.what')}</p>
      </div>
      <ActionForm action={resetPasswordAction}>
        <input type="hidden" name="token" value={token} />
        <NewPassword label={t('newPassword')} hint={t('passwordHint')} />
        <SubmitButton>{t('reset.button')}</SubmitButton>
      </ActionForm>
    </div>
  )
}
