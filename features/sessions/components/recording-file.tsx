import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { mediaTypes } from '@/features/files/media'
import { largestRecording } from '@/features/files/schema'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { removeRecordingAction, restoreRecordingAction } from '../actions'
import type { SessionDetail } from '../queries'
import type { getRecordingFile } from '../recordings'
import { RecordingUpload } from './recording-upload'

type Named = { id: string; slug: string }
type RecordingFileProps = {
  member: Member
  session: Named
  recording: NonNullable<Awaited<ReturnType<typeof getRecordingFile>>>
  /** The key of the sentence that says why the last one was not taken */
  refused: string | undefined
}

const types = [...Object.keys(mediaTypes), ...Object.values(mediaTypes).map((it) => `.${it}`)]
const gigabytes = largestRecording / 1_000_000_000
const reasons = [
  'files.recordingTooLarge',
  'files.noRecording',
  'files.recordingIdTaken',
  'files.noneRecording',
  'errors.tooMany',
  'errors.unexpected',
] as const

/** Where the recording of a session is uploaded, replaced, removed and taken back. */
export function RecordingFile({ member, session, recording, refused }: RecordingFileProps) {
  const t = useTranslations('sessions.recordingFile')
  const all = useTranslations()
  const { current, restorable } = recording
  const team = member.team.slug
  const reason = reasons.find((key) => key === refused)
  const error = reason && all(reason, { limit: gigabytes, minutes: 60 })
  const hint = t('hint', { limit: gigabytes })
  return (
    <Card title={t('title')} id="recording" className="mt-8 max-w-xl">
      <p className="mb-3 text-sm text-ink-2">
        {current
          ? t('current', {
              size: Math.max(1, Math.round(current.size / 1_000_000)),
              by: current.by,
            })
          : t('intro')}
      </p>
      {restorable && (
        <ActionForm
          action={restoreRecordingAction.bind(null, team)}
          className="notice form-actions"
        >
          <input type="hidden" name="id" value={session.id} />
          <span>{t('trashed')}</span>
          <SubmitButton variant="secondary">{t('restore')}</SubmitButton>
        </ActionForm>
      )}
      <RecordingUpload
        action={paths.uploadRecording(team)}
        url={paths.recordingApi(team, session.id, '')}
        done={paths.session(team, session)}
        sessionId={session.id}
        userId={member.userId}
        id={newId()}
        largest={largestRecording}
        types={types.join(',')}
        {...(error && { error })}
        texts={{
          file: t('file'),
          hint: current ? `${hint} ${t('replaceHint')}` : hint,
          submit: t('submit'),
          sending: t('sending'),
          checking: t('checking'),
          leaveOpen: t('leaveOpen'),
          cancel: t('cancel'),
          unreachable: t('unreachable'),
          tooLarge: all('files.recordingTooLarge', { limit: gigabytes }),
          none: all('files.noneRecording'),
        }}
      />
      {current && (
        <ActionForm action={removeRecordingAction.bind(null, team)} className="form-actions">
          <input type="hidden" name="id" value={session.id} />
          <SubmitButton variant="danger">{t('remove')}</SubmitButton>
        </ActionForm>
      )}
    </Card>
  )
}

/** Beside a talk that has none yet, for whoever may add one. */
export function RecordingOffer({ team, session }: { team: string; session: SessionDetail }) {
  const t = useTranslations('sessions')
  if (!session.can.edit || session.uploaded || session.recordingUrl) return null
  return (
    <Card title={t('player.title')}>
      <PendingLink className="text-link text-sm" href={paths.recordingForm(team, session)}>
        {t('recordingFile.add')}
      </PendingLink>
    </Card>
  )
}
