import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { createTokenAction } from '../actions'
import { lifetimes, scopes } from '../schema'
import { NewToken } from './new-token'

const days = (lifetime: string) =>
  lifetime === 'never' ? Number.POSITIVE_INFINITY : Number(lifetime)

/** Makes a token, which the answer shows once. */
export async function TokenForm({ team }: { team: string }) {
  const t = await getTranslations('tokens')
  return (
    <Card title={t('new')} className="form">
      <p className="text-sm text-ink-2">{t('what')}</p>
      <ActionForm action={createTokenAction.bind(null, team)} clearOnSuccess>
        <Field name="name" label={t('name')} hint={t('nameHint')} autoComplete="off" required />
        <SelectField name="scope" label={t('scope')} defaultValue={scopes[0]}>
          {scopes.map((scope) => (
            <option key={scope} value={scope}>
              {t(`scopes.${scope}`)}
            </option>
          ))}
        </SelectField>
        <SelectField name="lifetime" label={t('lifetime')} defaultValue={lifetimes[0]}>
          {lifetimes
            .toSorted((a, b) => days(a) - days(b))
            .map((lifetime) => (
              <option key={lifetime} value={lifetime}>
                {t(`lifetimes.${lifetime}`)}
              </option>
            ))}
        </SelectField>
        <NewToken label={t('token')} copyLabel={t('copy')} copiedLabel={t('copied')} />
        <div className="form-actions">
          <SubmitButton>{t('create')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
