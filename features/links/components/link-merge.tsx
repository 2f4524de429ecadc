import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LinkDetail } from '../queries'

type LinkMergeProps = {
  action: FormAction
  link: LinkDetail
  likely: { id: string; title: string; url: string }[]
}

/** The form that makes one link of this and another, with those that are likely the same. */
export async function LinkMerge({ action, link, likely }: LinkMergeProps) {
  const t = await getTranslations('links')
  return (
    <Card title={t('merge')} id="merge">
      <ActionForm action={action} aria-label={t('merge')}>
        <input type="hidden" name="id" value={link.id} />
        <p>{t('mergeHint')}</p>
        <Field
          name="into"
          label={t('mergeInto')}
          hint={t('mergeIntoHint')}
          list="likely-same"
          inputMode="url"
          autoComplete="off"
          required
        />
        <datalist id="likely-same">
          {likely.map(({ id, url, title }) => (
            <option key={id} value={url}>
              {title}
            </option>
          ))}
        </datalist>
        {likely.length > 0 && (
          <p className="field-hint">
            {t('likelySame', { addresses: likely.map(({ url }) => url).join(' · ') })}
          </p>
        )}
        <div>
          <SubmitButton variant="secondary">{t('mergeNow')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
