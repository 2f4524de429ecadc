import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { CheckField, Field, SelectField, TextArea } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'
import type { TypedSession } from '../edited'
import type { getProposals, getSessionToEdit } from '../queries'

type SessionFormProps = {
  action: FormAction
  /** What is edited; without it the form makes a new one with `id`. */
  session?: NonNullable<Awaited<ReturnType<typeof getSessionToEdit>>>
  id: string
  conference: { id: string; zone: string }
  proposals: Awaited<ReturnType<typeof getProposals>>
  cancelHref: string
}

const recordingStates = ['unknown', 'expected', 'never'] as const

export async function SessionForm(props: SessionFormProps) {
  const { action, session, id, conference, proposals, cancelHref } = props
  const t = await getTranslations('sessions.form')
  const now: Partial<TypedSession> = session?.typed ?? {}
  const latest = (...names: (keyof TypedSession)[]) =>
    session &&
    names.map((name) => (
      <LatestText
        key={name}
        name={name}
        now={session.typed[name]}
        revision={session.revision}
        label={t('latest')}
      />
    ))
  const text = (name: keyof TypedSession) => ({ name, defaultValue: now[name] ?? '' })
  const stateLabels = {
    unknown: t('recordingUnknown'),
    expected: t('recordingExpected'),
    never: t('recordingNever'),
  }
  return (
    <ActionForm action={action} className="form max-w-xl">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="conferenceId" value={conference.id} />
      {session && <input type="hidden" name="revision" value={session.revision} />}
      <Field {...text('title')} label={t('title')} maxLength={500} required />
      {latest('title')}
      <TextArea
        {...text('speakers')}
        label={t('speakers')}
        hint={t('speakersHint')}
        optional
        rows={2}
      />
      {latest('speakers')}
      <fieldset className="grid gap-1">
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 [&>:first-child]:max-sm:col-span-2">
          <Field {...text('day')} type="date" label={t('day')} />
          <Field {...text('startsAt')} type="time" label={t('startsAt')} />
          <Field {...text('endsAt')} type="time" label={t('endsAt')} />
        </div>
        <p className="field-hint">{t('timeHint', { zone: conference.zone })}</p>
        {latest('day', 'startsAt', 'endsAt')}
      </fieldset>
      <TextArea
        {...text('rooms')}
        label={t('rooms')}
        hint={
          proposals.rooms.length > 0
            ? t('roomsHint', { rooms: proposals.rooms.slice(0, 12).join(', ') })
            : t('roomsHintNone')
        }
        optional
        rows={2}
      />
      {latest('rooms')}
      <Field {...text('track')} label={t('track')} list="tracks" maxLength={200} optional />
      <datalist id="tracks">
        {proposals.tracks.map((track) => (
          <option key={track} value={track} />
        ))}
      </datalist>
      {latest('track')}
      <TextArea
        {...text('abstract')}
        label={t('abstract')}
        hint={session?.abstractFormat === 'html' ? t('abstractHtmlHint') : t('abstractHint')}
        maxLength={50_000}
        optional
        rows={6}
      />
      {latest('abstract')}
      {session && (
        <>
          <Field {...text('recordingUrl')} type="url" label={t('recordingUrl')} optional />
          {latest('recordingUrl')}
          <SelectField {...text('recordingState')} label={t('recordingState')}>
            {recordingStates.map((state) => (
              <option key={state} value={state}>
                {stateLabels[state]}
              </option>
            ))}
          </SelectField>
          <Field {...text('slidesUrl')} type="url" label={t('slidesUrl')} optional />
          {latest('slidesUrl')}
        </>
      )}
      <Field {...text('url')} type="url" label={t('url')} optional />
      {latest('url')}
      <Field {...text('subtitle')} label={t('subtitle')} maxLength={500} optional />
      {latest('subtitle')}
      <div className="grid grid-cols-2 gap-3">
        <Field {...text('kind')} label={t('kind')} hint={t('kindHint')} maxLength={100} optional />
        <Field {...text('language')} label={t('language')} hint="en, zh" maxLength={60} optional />
      </div>
      {latest('kind', 'language')}
      {session && (
        <>
          <CheckField
            name="cancelled"
            label={t('cancelled')}
            defaultChecked={now.cancelled === 'on'}
          />
          <p className="field-hint">{t('kept')}</p>
        </>
      )}
      <FormActions
        submit={session ? t('save') : t('create')}
        cancel={t('cancel')}
        back={cancelHref}
      />
    </ActionForm>
  )
}
