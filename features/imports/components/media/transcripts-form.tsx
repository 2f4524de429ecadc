import { getTranslations } from 'next-intl/server'
import { buttonClass } from '@/components/ui/button'
import { Field, SelectField } from '@/components/ui/field'
import { paths } from '@/lib/paths'

type TranscriptsFormProps = {
  team: string
  conferences: { id: string; title: string }[]
  /** The chosen conference's short id */
  conference: string
  /** What was wrong with the files that were sent before */
  error: string | null
}

/** Files or a zip of them: a plain form to a route, since actions take no files. */
export async function TranscriptsForm(props: TranscriptsFormProps) {
  const { team, conferences, conference, error } = props
  const t = await getTranslations('imports.media')
  return (
    <form
      action={paths.uploadTranscripts(team)}
      method="post"
      encType="multipart/form-data"
      className="form"
    >
      <SelectField name="conference" label={t('conference')} defaultValue={conference}>
        {conferences.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <Field
        type="file"
        name="files"
        multiple
        label={t('files')}
        hint={t('filesHint')}
        accept=".vtt,.srt,.txt,.zip,text/vtt,text/plain,application/zip"
        {...(error ? { error } : {})}
      />
      <div>
        <button type="submit" className={buttonClass('primary')}>
          {t('propose')}
        </button>
      </div>
    </form>
  )
}
