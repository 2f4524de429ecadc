import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { createTeamAction } from '@/features/teams/actions'
import { requirePerson } from '@/lib/actor'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('teams.new')
  return { title: t('title') }
}

export default async function NewTeamPage() {
  await requirePerson()
  const t = await getTranslations('teams.new')
  return (
    <div className="stack">
      <div>
        <h1 className="text-xl">{t('title')}</h1>
        <p className="mt-2 text-ink-2">{t('what')}</p>
      </div>
      <ActionForm action={createTeamAction}>
        <Field name="name" label={t('name')} hint={t('nameHint')} autoComplete="off" required />
        <SubmitButton>{t('button')}</SubmitButton>
      </ActionForm>
    </div>
  )
}
