import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { requestResetAction } from '@/features/users/actions'
import { EntryLinks } from '@/features/users/components/entry-links'
import { paths } from '@/lib/paths'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.forgot')
  return { title: t('title') }
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('users')
  return (
    <div className="stack">
      <div>
        <h1 className="text-xl">{t('forgot.title')}</h1>
        <p className="mt-2 text-ink-2">{t('forgot.what')}</p>
      </div>
      <ActionForm action={requestResetAction}>
        <Field name="email" type="email" label={t('email')} autoComplete="username" required />
        <SubmitButton>{t('forgot.button')}</SubmitButton>
      </ActionForm>
      <EntryLinks links={[{ href: paths.signIn(), label: t('forgot.back') }]} />
    </div>
  )
}
