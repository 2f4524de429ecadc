import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { confirmEmailAction } from '@/features/users/actions'
import { getAddressToConfirm } from '@/features/users/queries'
import { requirePerson } from '@/lib/actor'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.confirm')
  return { title: t('title') }
}

export default async function ConfirmEmailPage({ params }: Props) {
  const { token } = await params
  const person = await requirePerson()
  const email = await getAddressToConfirm(person, token)
  if (!email) notFound()
  const t = await getTranslations('users.confirm')
  return (
    <div className="stack">
      <div>
        <h1 className="text-xl">{t('title')}</h1>
        <p className="mt-2">{t('what', { email, name: person.name })}</p>
      </div>
      <ActionForm action={confirmEmailAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton>{t('button')}</SubmitButton>
      </ActionForm>
    </div>
  )
}
