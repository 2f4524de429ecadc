import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { CheckField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { lifetimes, type ShareInput } from '../schema'
import { NewAddress } from './new-address'

type ShareFormProps = { action: FormAction } & Pick<ShareInput, 'subject' | 'of'>

/** Opens something to whoever has the address, which the answer shows once. */
export async function ShareForm({ action, subject, of }: ShareFormProps) {
  const t = await getTranslations('shares')
  return (
    <ActionForm action={action} clearOnSuccess>
      <NewAddress label={t('address')} copy={t('copy')} copied={t('copied')} />
      <input type="hidden" name="subject" value={subject} />
      <input type="hidden" name="of" value={of} />
      <p>{t(`audience.${subject}`)}</p>
      <SelectField name="lifetime" label={t('lifetime')} defaultValue={lifetimes[0]}>
        {lifetimes.toSorted(byLength).map((lifetime) => (
          <option key={lifetime} value={lifetime}>
            {t(`lifetimes.${lifetime}`)}
          </option>
        ))}
      </SelectField>
      <CheckField name="indexed" label={t('indexed')} hint={t('indexedHint')} />
      <div className="form-actions">
        <SubmitButton>{t('create')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

const days = (lifetime: string) =>
  lifetime === 'never' ? Number.POSITIVE_INFINITY : Number(lifetime)
const byLength = (a: string, b: string) => days(a) - days(b)
