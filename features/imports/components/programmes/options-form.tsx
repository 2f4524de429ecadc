import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { updateImportAction } from '../../actions'
import { allZones } from '../../formats/propose-zone'
import type { ImportDetail, ImportTarget } from '../../queries'
import { latestDayEnd, targetValue } from '../../schema'

type OptionsFormProps = { team: string; staged: ImportDetail; targets: ImportTarget[] }

/** Where a staged file goes, and what it leaves open or has wrong. */
export async function OptionsForm({ team, staged, targets }: OptionsFormProps) {
  const t = await getTranslations('imports.options')
  const { options } = staged
  const isNew = options.target.kind === 'new'
  return (
    <ActionForm action={updateImportAction.bind(null, team)} key={JSON.stringify(options)}>
      <input type="hidden" name="id" value={staged.id} />
      <TargetField staged={staged} targets={targets} />
      {isNew && (
        <>
          <Field name="title" label={t('name')} defaultValue={options.title} required />
          <ZoneField value={options.zone ?? options.zoneProposal} />
          <SelectField
            name="dayEndsAtMinutes"
            label={t('dayEnds')}
            hint={t('dayEndsHint')}
            defaultValue={String(options.dayEndsAtMinutes)}
          >
            {dayEnds(options.dayEndsAtMinutes).map((minutes) => (
              <option key={minutes} value={minutes}>
                {clock(minutes)}
              </option>
            ))}
          </SelectField>
        </>
      )}
      <div>
        <SubmitButton variant="secondary">{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

/** The one question that keeps a file from being previewed. */
export async function ZoneForm({ team, staged }: Omit<OptionsFormProps, 'targets'>) {
  const t = await getTranslations('imports')
  return (
    <section className="card" aria-labelledby="zone-title">
      <h2 id="zone-title" className="text-lg">
        {t('preview.zoneFirst')}
      </h2>
      <p className="mb-3 text-sm text-ink-2">{t('preview.zoneFirstHint')}</p>
      <ActionForm action={updateImportAction.bind(null, team)}>
        <input type="hidden" name="id" value={staged.id} />
        <input type="hidden" name="target" value={targetValue(staged.options.target)} />
        <ZoneField value={staged.options.zoneProposal} />
        <div>
          <SubmitButton>{t('options.useZone')}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

async function TargetField({ staged, targets }: Omit<OptionsFormProps, 'team'>) {
  const t = await getTranslations('imports.options')
  return (
    <SelectField
      name="target"
      label={t('target')}
      defaultValue={targetValue(staged.options.target)}
    >
      <option value="new">{t('newConference')}</option>
      {targets.map(({ id, title, sources }) => (
        <optgroup key={id} label={title}>
          {sources.map((source) => (
            <option key={source.id} value={`source:${source.id}`}>
              {t('source', { source: source.name })}
            </option>
          ))}
          <option value={`conference:${id}`}>{t('newSource', { title })}</option>
        </optgroup>
      ))}
    </SelectField>
  )
}

async function ZoneField({ value }: { value: string }) {
  const t = await getTranslations('imports.options')
  const zones = allZones()
  return (
    <SelectField name="zone" label={t('zone')} hint={t('zoneHint')} defaultValue={value} required>
      {!zones.includes(value) && <option value={value}>{value}</option>}
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </SelectField>
  )
}

function dayEnds(own: number): number[] {
  const steps = Array.from({ length: latestDayEnd / 30 + 1 }, (_, step) => step * 30)
  return [...new Set([...steps, own])].sort((a, b) => a - b)
}

function clock(minutes: number): string {
  return new Date(minutes * 60_000).toISOString().slice(11, 16)
}
