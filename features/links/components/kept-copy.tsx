import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import type { Kept } from '../queries'

type CopyProps = {
  team: string
  link: Kept
  /** For those who may edit links. */
  actions: {
    /** Null where no pages are opened. */
    keep: FormAction | null
    remove: FormAction
    restore: FormAction
  } | null
}

/** Whoever was to fetch it has given up by then. */
const longestWaitMs = 15 * 60_000

/** The text that is kept of a link's page, or how to have it kept. */
export async function KeptCopy({ team, link, actions }: CopyProps) {
  const [t, tLinks, format] = await Promise.all([
    getTranslations('links.kept'),
    getTranslations('links'),
    getFormatter(),
  ])
  const { id, article } = link
  const text = article?.keptAt && !article.deletedAt ? { ...article, keptAt: article.keptAt } : null
  const asked = article && !article.deletedAt ? article : null
  const lost = Date.now() - Number(asked?.updatedAt) > longestWaitMs
  const waiting = asked?.state === 'waiting' && !lost
  const failed = asked?.state === 'failed' || (asked?.state === 'waiting' && lost)
  if (!text && !article && !actions) return null
  return (
    <Card title={t('copy')} className="kept-copy">
      {!article && <p>{t('copyNone')}</p>}
      {text && (
        <p>
          {t('copyKept', {
            count: text.words,
            who: text.keptBy.user.name,
            when: format.dateTime(text.keptAt, { dateStyle: 'medium' }),
          })}
        </p>
      )}
      {article?.deletedAt && <p>{t('copyDeleted')}</p>}
      {waiting && <p role="status">{t('copyWaiting')}</p>}
      {failed && (
        <p>
          {article?.error ? tLinks(`fetchErrors.${article.error}`) : t('copyFailed')}{' '}
          {text && t('copyStays')}
        </p>
      )}
      <div className="actions">
        {text && <LinkButton href={paths.article(team, id)}>{t('read')}</LinkButton>}
        {actions?.keep && !waiting && (
          <One action={actions.keep} id={id} label={text ? t('keepAgain') : t('keep')} />
        )}
        {actions && text && <One action={actions.remove} id={id} label={t('remove')} />}
        {actions && article?.deletedAt && article.keptAt && (
          <One action={actions.restore} id={id} label={t('restore')} />
        )}
      </div>
    </Card>
  )
}

function One({ action, id, label }: { action: FormAction; id: string; label: string }) {
  return (
    <ActionForm action={action} toast>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary">{label}</SubmitButton>
    </ActionForm>
  )
}
