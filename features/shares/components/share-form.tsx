import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ShareInput } from '../schema'
import { NewAddress } from './new-address'
import { ShareFields } from './share-fields'

type ShareFormProps = { action: FormAction } & Pick<ShareInput, 'subject' | 'of'>

/** Opens something to whoever has the address, which the answer shows once. */
export async function ShareForm({ action, subject, of }: ShareFormProps) {
  const t = await getTranslations('shares')
  return (
    <ActionForm action={action} clearOnSuccess>
      <input type="hidden" name="subject" value={subject} />
      <input type="hidden" name="of" value={of} />
      <p>{t(`audience.${subject}`)}</p>
      <ShareFields />
      <NewAddress label={t('address')} copy={t('copy')} copied={t('copied')} />
      <div className="form-actions">
        <SubmitButton>{t('create')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
