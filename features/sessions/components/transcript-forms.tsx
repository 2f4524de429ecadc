import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { buttonClass } from '@/components/ui/button'
import { Field, TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import { attachTranscriptAction, removeTranscriptAction, restoreTranscriptAction } from '../actions'

type FormsProps = {
  team: string
  session: { id: string; language: string }
  /** The transcript that a new one replaces */
  current: { id: string; language: string } | null
  refused: string | undefined
}

const problems = [
  'notText',
  'empty',
  'tooLong',
  'stale',
  'noFile',
  'language',
  'unexpected',
] as const

/** A file or pasted text. Both are plain forms; the file goes to a route, since actions take none. */
export async function TranscriptForms({ team, session, current, refused }: FormsProps) {
  const t = await getTranslations('sessions.transcript')
  const problem = problems.find((one) => one === refused)
  const hidden = (
    <>
      <input type="hidden" name="session" value={session.id} />
      <input type="hidden" name="replaces" value={current?.id ?? ''} />
    </>
  )
  const language = (
    <Field
      name="language"
      label={t('language')}
      hint={t('languageHint')}
      optional
      maxLength={35}
      autoComplete="off"
      defaultValue={current?.language ?? ''}
    />
  )
  return (
    <div className="transcript-forms">
      <form
        action={paths.uploadTranscript(team)}
        method="post"
        encType="multipart/form-data"
        className="form"
      >
        {hidden}
        <Field
          type="file"
          name="file"
          label={t('file')}
          hint={t('fileHint')}
          accept=".vtt,.srt,.txt,.md,text/vtt,text/plain,text/markdown"
          {...(problem && { error: problem === 'stale' ? t('stale') : t(`problems.${problem}`) })}
        />
        {language}
        <div>
          <button type="submit" className={buttonClass('primary')}>
            {t('attach')}
          </button>
        </div>
      </form>
      <details>
        <summary>{t('paste')}</summary>
        <ActionForm action={attachTranscriptAction.bind(null, team)}>
          {hidden}
          <TextArea name="text" label={t('text')} hint={t('textHint')} rows={6} />
          {language}
          <div>
            <SubmitButton>{t('attach')}</SubmitButton>
          </div>
        </ActionForm>
      </details>
    </div>
  )
}

export async function RemoveTranscript({ team, id }: { team: string; id: string }) {
  const t = await getTranslations('sessions.transcript')
  return (
    <ActionForm action={removeTranscriptAction.bind(null, team)} className="form-actions">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="danger">{t('remove')}</SubmitButton>
    </ActionForm>
  )
}

type Trashed = { id: string; fileName: string }

/** The one that was there before, for as long as the trash keeps it. */
export async function RestoreTranscript({ team, trashed }: { team: string; trashed: Trashed }) {
  const t = await getTranslations('sessions.transcript')
  const { id, fileName } = trashed
  return (
    <ActionForm action={restoreTranscriptAction.bind(null, team)} className="notice form-actions">
      <input type="hidden" name="id" value={id} />
      <span>{fileName ? t('trashedFile', { name: fileName }) : t('trashed')}</span>
      <SubmitButton variant="secondary">{t('restore')}</SubmitButton>
    </ActionForm>
  )
}
