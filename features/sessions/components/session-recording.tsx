import { useTranslations } from 'next-intl'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { localDate, zonedInstant } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { SessionDetail } from '../queries'
import { recordingOf, uploadedRecording } from '../recording'
import { RecordingPlayer } from './recording-player'

type Props = { team: string; session: SessionDetail; setStart: FormAction }

const sources = { youtube: 'YouTube', vimeo: 'Vimeo', file: '' }

/** The recording where it can be played here, and how the notes of the live talk are matched to it. */
export function SessionRecording({ team, session, setStart }: Props) {
  const t = useTranslations('sessions.player')
  const file = useTranslations('sessions.recordingFile')
  const { recordingUrl, uploaded, startsAt } = session
  const stored = uploaded && paths.recordingApi(team, session.id, uploaded.id)
  const address = stored ?? recordingUrl
  const recording = stored
    ? uploadedRecording(stored, uploaded.mediaType)
    : recordingOf(recordingUrl ?? '')
  if (!recording || !address) return null
  const source = stored ? '' : sources[recording.player] || new URL(recording.id).host
  return (
    <section aria-label={t('title')} className="recording">
      <RecordingPlayer
        recording={recording}
        address={address}
        texts={{
          title: t('title'),
          play: t('play'),
          from: source ? t('from', { source }) : file('here'),
          back: t('back'),
          forward: t('forward'),
          speed: t('speed'),
          annotate: t('annotate'),
          follow: t('follow'),
          failed: t('failed'),
          keys: t('keys'),
          keyPlay: t('keyPlay'),
          keyBack: t('keyBack'),
          keyForward: t('keyForward'),
          keySlower: t('keySlower'),
          keyFaster: t('keyFaster'),
        }}
      />
      {session.can.edit && startsAt && (
        <details className="recording-start">
          <summary className="quiet-link">{t('match')}</summary>
          <ActionForm action={setStart}>
            <input type="hidden" name="id" value={session.id} />
            <Field
              name="at"
              type="time"
              step={1}
              label={t('begins')}
              hint={t('beginsHint', { zone: session.conference.zone })}
              optional
              defaultValue={shownStart(session)}
            />
            <SubmitButton variant="secondary">{t('matchSave')}</SubmitButton>
          </ActionForm>
        </details>
      )}
      {session.can.edit && stored && (
        <a className="quiet-link" data-nav="plain" href={paths.recordingForm(team, session)}>
          {file('change')}
        </a>
      )}
    </section>
  )
}

/** HH:MM:SS on the clocks of the conference; '' while it is not known. */
function shownStart({ recordingStartsAt, conference: { zone } }: SessionDetail): string {
  if (!recordingStartsAt) return ''
  const midnight = zonedInstant(`${localDate(recordingStartsAt, zone)}T00:00`, zone)
  return new Date(recordingStartsAt.getTime() - midnight.getTime()).toISOString().slice(11, 19)
}
