import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { formatMoment } from '@/lib/dates'
import { paths } from '@/lib/paths'
import { refreshSourceAction, removeSourceAction, scheduleSourceAction } from '../actions'
import type { ShownSource } from '../sources/sources'

type SourceListProps = { team: string; sources: ShownSource[]; zone: string }

/** Where the programme comes from: what each source gave, and how it is fetched again. */
export function SourceList({ team, sources, zone }: SourceListProps) {
  return (
    <div className="grid gap-4">
      {sources.map((source) => (
        <SourceCard key={source.id} team={team} source={source} zone={zone} />
      ))}
    </div>
  )
}

type SourceCardProps = { team: string; source: ShownSource; zone: string }

async function SourceCard({ team, source, zone }: SourceCardProps) {
  const t = await getTranslations('imports')
  const locale = await getLocale()
  const moment = (at: Date) => formatMoment(at, zone, locale)
  const { id, name, kind, url, sessions, refreshedAt, checkedAt } = source
  return (
    // No region of its own: several sources may have one name
    <div className="card">
      <div className="card-head">
        <h2 className="card-title min-w-0 break-words">{name}</h2>
        <span className="count">{t(`kind.${kind}`)}</span>
      </div>
      <div className="grid gap-3">
        <div className="text-sm text-ink-2">
          <p className="flex flex-wrap gap-x-3">
            <span>{t('sources.sessions', { count: sessions })}</span>
            <span>{t('sources.imported', { when: moment(refreshedAt) })}</span>
            {checkedAt && <span>{t('sources.checked', { when: moment(checkedAt) })}</span>}
          </p>
          {url ? <p className="break-all">{url}</p> : <p>{t('sources.noAddressHint')}</p>}
        </div>
        <SourceState team={team} source={source} moment={moment} />
        <div className="flex flex-wrap items-end justify-between gap-3">
          {url && <ScheduleForm team={team} source={source} />}
          <div className="flex flex-wrap gap-3">
            {url && (
              <ActionForm action={refreshSourceAction.bind(null, team)} toast>
                <input type="hidden" name="id" value={id} />
                <SubmitButton variant="secondary">{t('sources.refresh')}</SubmitButton>
              </ActionForm>
            )}
            <ActionForm action={removeSourceAction.bind(null, team)}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton variant="secondary">{t('sources.remove')}</SubmitButton>
            </ActionForm>
          </div>
        </div>
      </div>
    </div>
  )
}

type StateProps = { team: string; source: ShownSource; moment: (at: Date) => string }

/** What waits for somebody, and why the last attempt came to nothing. */
async function SourceState({ team, source, moment }: StateProps) {
  const t = await getTranslations('imports.sources')
  const say = await getTranslations()
  const { failure, failures, checkedAt, nextAt, heldId } = source
  return (
    <>
      {heldId && (
        <Notice tone="warning">
          {t('held')}{' '}
          <PendingLink href={paths.import(team, heldId)} className="underline">
            {t('look')}
          </PendingLink>
        </Notice>
      )}
      {failure && (
        <Notice tone="bad">
          <p>
            {failures > 0 && checkedAt && `${t('failed', { when: moment(checkedAt) })} `}
            {say(failure.key as never, failure.params as never)}
          </p>
          {failures > 0 && (
            <p className="text-sm">
              {t('failures', { count: failures })}{' '}
              {nextAt ? t('again', { when: moment(nextAt) }) : t('notAgain')}
            </p>
          )}
        </Notice>
      )}
    </>
  )
}

async function ScheduleForm({ team, source }: Omit<SourceCardProps, 'zone'>) {
  const t = await getTranslations('imports.sources')
  const { id, schedule, scheduledBy } = source
  const hint = scheduledBy ? t('inNameOf', { name: scheduledBy }) : t('scheduleHint')
  return (
    <ActionForm action={scheduleSourceAction.bind(null, team)} key={schedule} toast>
      <input type="hidden" name="id" value={id} />
      <div className="flex flex-wrap items-end gap-3">
        <SelectField name="schedule" label={t('schedule')} hint={hint} defaultValue={schedule}>
          {(['off', 'hourly', 'daily'] as const).map((one) => (
            <option key={one} value={one}>
              {t(`schedules.${one}`)}
            </option>
          ))}
        </SelectField>
        <SubmitButton variant="secondary">{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
