import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { providers } from '@/lib/providers'
import { singleSignOnAction } from '../actions'

/** A button for each provider that the settings name; nothing where they name none. */
export async function SingleSignOn({ next }: { next: string | null }) {
  if (providers.length === 0) return null
  const t = await getTranslations('users.signIn')
  return (
    <ActionForm action={singleSignOnAction}>
      {next && <input type="hidden" name="next" value={next} />}
      {providers.map(({ id, name }) => (
        <SubmitButton key={id} variant="secondary" name="provider" value={id}>
          {t('with', { name })}
        </SubmitButton>
      ))}
    </ActionForm>
  )
}
