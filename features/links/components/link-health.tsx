import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { siteOf } from '../address'
import type { Kept } from '../queries'

type HealthProps = {
  link: Kept
  /** For those who may edit links. */
  actions: {
    /** Null where no pages are opened. */
    check: FormAction | null
    follow: FormAction
    archive: FormAction
  } | null
}

/** Whether a link's page is still there, where it has gone, and where else it can be found. */
export async function LinkHealth({ link, actions }: HealthProps) {
  const [t, format] = await Promise.all([getTranslations('links.kept'), getFormatter()])
  const on = (when: Date) => format.dateTime(when, { dateStyle: 'medium' })
  const { id, url, checkedAt, deadAt, goneSince, goneCount, movedTo, archiveUrl } = link
  const waiting = link.checkAt && (!checkedAt || link.checkAt <= new Date())
  const lastLook = checkedAt ? t('fine', { when: on(checkedAt) }) : t('neverChecked')
  const doubt = goneSince && t('doubtful', { when: on(checkedAt ?? goneSince) })
  return (
    <Card title={t('health')} className="link-health">
      {deadAt ? (
        <p className="link-dead">
          {t('dead', { when: on(deadAt), count: goneCount })}{' '}
          {checkedAt && t('deadLast', { when: on(checkedAt) })}
        </p>
      ) : (
        <p>{doubt ?? lastLook}</p>
      )}
      {archiveUrl && (
        <p>
          <a className="text-link" href={archiveUrl} rel="noopener noreferrer" target="_blank">
            {t('archived', { site: siteOf(archiveUrl) })}
          </a>
        </p>
      )}
      {movedTo && (
        <>
          <p>
            {t('moved')}{' '}
            <a className="text-link" href={movedTo} rel="noopener noreferrer" target="_blank">
              {movedTo}
            </a>
          </p>
          {actions && (
            <ActionForm action={actions.follow} toast>
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="to" value={movedTo} />
              <div>
                <SubmitButton variant="secondary">{t('follow')}</SubmitButton>
              </div>
            </ActionForm>
          )}
        </>
      )}
      {actions?.check && (
        <ActionForm action={actions.check} toast>
          <input type="hidden" name="id" value={id} />
          {waiting ? (
            <p>{t('waiting')}</p>
          ) : (
            <div>
              <SubmitButton variant="secondary">{t('checkNow')}</SubmitButton>
            </div>
          )}
        </ActionForm>
      )}
      {actions && (
        <ActionForm action={actions.archive} toast>
          <input type="hidden" name="id" value={id} />
          <Field
            name="archive"
            label={t('archiveLabel')}
            hint={t('archiveHint')}
            inputMode="url"
            defaultValue={archiveUrl ?? ''}
          />
          <div className="actions">
            <SubmitButton variant="secondary">{t('archiveSave')}</SubmitButton>
            <a
              className="text-link"
              href={`https://web.archive.org/web/*/${url}`}
              rel="noopener noreferrer"
              target="_blank"
            >
              {t('archiveFind')}
            </a>
          </div>
        </ActionForm>
      )}
    </Card>
  )
}
