import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { updateNoteImportAction } from '../../actions'
import { allZones } from '../../formats/propose-zone'
import type { NoteImport } from '../../notes/staging'
import type { ImportTarget } from '../../queries'
import { targetValue } from '../../schema'

type TargetFormProps = { team: string; staged: NoteImport; targets: ImportTarget[] }

/** Where notes go, when the days of their headings were, and which headings begin a session. */
export async function NoteTargetForm({ team, staged, targets }: TargetFormProps) {
  const t = await getTranslations('imports')
  const { options, notes } = staged
  const { target, title, zone } = options
  const zones = allZones()
  return (
    <ActionForm
      action={updateNoteImportAction.bind(null, team)}
      key={JSON.stringify([target, title, zone, notes.level])}
    >
      <input type="hidden" name="id" value={staged.id} />
      <SelectField name="target" label={t('options.target')} defaultValue={targetValue(target)}>
        <option value="new">{t('options.newConference')}</option>
        {targets.map((one) => (
          <option key={one.id} value={`conference:${one.id}`}>
            {one.title}
          </option>
        ))}
      </SelectField>
      <Field
        name="title"
        label={t('options.name')}
        hint={t('notes.onlyNew')}
        defaultValue={title}
      />
      {target.kind === 'new' && (
        <SelectField
          name="zone"
          label={t('options.zone')}
          hint={t('options.zoneHint')}
          defaultValue={zone}
        >
          {!zones.includes(zone) && <option value={zone}>{zone}</option>}
          {zones.map((one) => (
            <option key={one} value={one}>
              {one.replaceAll('_', ' ')}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        name="level"
        label={t('notes.level')}
        hint={t('notes.levelHint')}
        defaultValue={String(notes.level)}
      >
        {notes.levels.map(({ level, count }) => (
          <option key={level} value={level}>
            {level < 7
              ? t('notes.levelHeadings', { sign: '#'.repeat(level), count })
              : t('notes.levelBold', { count })}
          </option>
        ))}
        <option value="0">{t('notes.levelNone')}</option>
      </SelectField>
      <Days staged={staged} />
      <div>
        <SubmitButton variant="secondary">{t('options.save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

async function Days({ staged: { notes, options } }: Pick<TargetFormProps, 'staged'>) {
  const t = await getTranslations('imports.notes')
  if (notes.days.length === 0) return null
  return (
    <fieldset className="grid gap-3">
      <legend className="field-label">{t('days')}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {notes.days.map(({ line, heading, date }) => (
          <Field
            key={line}
            type="date"
            name={`day.${line}`}
            label={heading}
            defaultValue={options.choices.days[line] ?? date ?? ''}
          />
        ))}
      </div>
    </fieldset>
  )
}
