import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LinkDetail } from '../queries'
import { OneButton } from './link-notices'

type LinkAboutProps = {
  link: LinkDetail
  /** Reads the page again; null where no pages are read, or not by this member. */
  read: FormAction | null
  /** Makes one that was merged into it a link of its own again. */
  separate: FormAction
}

/** The address of a link, who brought it, and how the reading of its page went. */
export async function LinkAbout({ link, read, separate }: LinkAboutProps) {
  const [t, format] = await Promise.all([getTranslations('links'), getFormatter()])
  const { url, broughtBy, broughtAt, fetchState, fetchError, fetchedAt } = link
  const reading = fetchError ? t(`fetchErrors.${fetchError}`) : t(`reading.${fetchState}`)
  return (
    <Card title={t('about')} className="link-about">
      <dl>
        <dt>{t('address')}</dt>
        <dd>
          <a className="text-link" href={url} rel="noreferrer noopener">
            {url}
          </a>
        </dd>
        {link.merged && <dt>{t('also')}</dt>}
        {link.merged?.map(({ id, url, title }) => (
          <dd key={id}>
            {url}
            {link.can.merge && (
              <OneButton
                action={separate}
                id={id}
                label={t('separate')}
                name={t('separateOf', { title })}
              />
            )}
          </dd>
        ))}
        <dt>{t('broughtFirst')}</dt>
        <dd>
          {t('broughtBy', {
            name: broughtBy,
            day: format.dateTime(broughtAt, { dateStyle: 'medium' }),
          })}
        </dd>
        <dt>{t('page')}</dt>
        <dd>
          {reading}
          {fetchedAt &&
            ` ${t(fetchError ? 'reading.tried' : 'reading.at', { day: format.dateTime(fetchedAt, { dateStyle: 'medium' }) })}`}
        </dd>
      </dl>
      {read && (
        <ActionForm action={read} toast>
          <input type="hidden" name="id" value={link.id} />
          <div>
            <SubmitButton variant="secondary">
              {fetchState === 'none' ? t('reading.read') : t('reading.again')}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  )
}
