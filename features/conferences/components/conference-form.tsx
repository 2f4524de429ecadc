import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field, SelectField } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'
import type { ConferenceDetail } from '../queries'
import { ZoneProposal } from './zone-proposal'

type ConferenceFormProps = {
  action: FormAction
  /** What is edited; without it the form makes a new one with `id`. */
  conference?: ConferenceDetail
  id: string
  cancelHref: string
}

export async function ConferenceForm({ action, conference, id, cancelHref }: ConferenceFormProps) {
  const t = await getTranslations('conferences.form')
  const latest = (name: keyof typeof now) =>
    conference && (
      <LatestText name={name} now={now[name]} revision={conference.revision} label={t('latest')} />
    )
  const now = {
    title: conference?.title ?? '',
    zone: conference?.zone ?? '',
    firstDay: conference?.firstDay ?? '',
    lastDay: conference?.lastDay ?? '',
    dayEndsAt: clockText(conference?.dayEndsAtMinutes ?? 0),
    place: conference?.place ?? '',
  }
  const zones = Intl.supportedValuesOf('timeZone')
  if (now.zone && !zones.includes(now.zone)) zones.unshift(now.zone)
  return (
    <ActionForm action={action} className="form max-w-xl">
      <input type="hidden" name="id" value={id} />
      {conference && <input type="hidden" name="revision" value={conference.revision} />}
      <Field name="title" label={t('title')} defaultValue={now.title} maxLength={200} required />
      {latest('title')}
      <div className="grid grid-cols-2 gap-3">
        <Field type="date" name="firstDay" label={t('firstDay')} defaultValue={now.firstDay} />
        <Field type="date" name="lastDay" label={t('lastDay')} defaultValue={now.lastDay} />
      </div>
      {latest('firstDay')}
      {latest('lastDay')}
      <Field name="place" label={t('place')} defaultValue={now.place} maxLength={200} optional />
      {latest('place')}
      <SelectField
        name="zone"
        label={t('zone')}
        hint={conference ? t('zoneChange') : t('zoneHint')}
        defaultValue={now.zone}
        required
      >
        {!now.zone && <option value="">–</option>}
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      <ZoneProposal
        control="zone"
        preset={!conference}
        label={t('zoneProposal', { zone: '{zone}' })}
      />
      {latest('zone')}
      <Field
        type="time"
        name="dayEndsAt"
        label={t('dayEndsAt')}
        hint={t('dayEndsAtHint')}
        defaultValue={now.dayEndsAt}
        max="12:00"
        required
      />
      {latest('dayEndsAt')}
      <FormActions
        submit={conference ? t('save') : t('create')}
        cancel={t('cancel')}
        back={cancelHref}
      />
    </ActionForm>
  )
}

/** Minutes after midnight as `HH:MM`. */
function clockText(minutes: number): string {
  return new Date(minutes * 60_000).toISOString().slice(11, 16)
}
