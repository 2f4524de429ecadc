import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showTime } from '@/features/sessions/recording'
import type { Link } from '@/prisma/generated/client'

type Facts = Pick<
  Link,
  'id' | 'site' | 'author' | 'description' | 'durationSeconds' | 'fetchState' | 'fetchError'
>

type LinkFactsProps = {
  link: Facts
  /** Reads the page again; null where no pages are read. */
  read: FormAction | null
}

/** What a link's page says of itself, how the reading of it went, and a button to try again. */
export async function LinkFacts({ link, read }: LinkFactsProps) {
  const t = await getTranslations('links')
  const { site, author, description, durationSeconds, fetchState, fetchError } = link
  const length = durationSeconds && showTime(durationSeconds * 1000)
  return (
    <section className="link-facts" aria-label={t('reading.label')}>
      <p>{[site, author, length].filter(Boolean).join(' · ')}</p>
      {description && <p className="link-description">{description}</p>}
      {read && (
        <ActionForm action={read} toast>
          <input type="hidden" name="id" value={link.id} />
          <p>{fetchError ? t(`fetchErrors.${fetchError}`) : t(`reading.${fetchState}`)}</p>
          <div>
            <SubmitButton variant="secondary">
              {fetchState === 'none' ? t('reading.read') : t('reading.again')}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </section>
  )
}
