import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Draft } from '@/components/ui/draft'
import { CheckField, Field, SelectField, TextArea } from '@/components/ui/field'
import { FormActions } from '@/components/ui/form-actions'
import { LatestText } from '@/components/ui/latest-text'
import { SegmentedRadios } from '@/components/ui/segmented'
import { addDays } from '@/lib/dates'
import { readersDay } from '../../mine/later'
import type { Readable } from '../../mine/marks'
import type { EntryDetail } from '../../queries'

type MineDetailsProps = {
  action: FormAction
  about: Readable & {
    title: string
    entry: string | null
    mine: EntryDetail['mine']
    note: EntryDetail['note']
  }
  userId: string
  /** The page to go back to. */
  back: string
}

/** What the reader keeps for themselves about a row, in its place. */
export async function MineDetails({ action, about, userId, back }: MineDetailsProps) {
  const [t, zone] = await Promise.all([getTranslations('mine'), getTimeZone()])
  const { type, id, title, entry, mine, note } = about
  return (
    <ActionForm action={action} aria-label={t('formOf', { title })}>
      <input type="hidden" name="type" value={type} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="entry" value={entry ?? ''} />
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="revision" value={note?.revision ?? 0} />
      <div>
        <p className="font-bold">{title}</p>
        <p className="field-hint">{t('onlyYou')}</p>
      </div>
      <SegmentedRadios
        name="state"
        label={t('state')}
        options={(['todo', 'doing', 'done'] as const).map((value) => ({
          value,
          label: t(`states.${value}`),
        }))}
        defaultValue={mine?.state ?? 'todo'}
      />
      <Field
        name="position"
        label={t('position')}
        hint={t('positionHint')}
        optional
        maxLength={60}
        defaultValue={mine?.position ?? ''}
      />
      <div className="mine-when">
        <SelectField name="later" label={t('later')} defaultValue={mine?.later ? 'keep' : ''}>
          <option value="">{t('laterNot')}</option>
          {mine?.later && <option value="keep">{t('laterKeep')}</option>}
          <option value="tomorrow">{t('tomorrow')}</option>
          <option value="week">{t('week')}</option>
          <option value="day">{t('day')}</option>
        </SelectField>
        <Field
          name="day"
          type="date"
          label={t('dayLabel')}
          optional
          min={addDays(readersDay(zone, new Date()), 1)}
        />
      </div>
      <CheckField
        name="favourite"
        label={t('favourite')}
        defaultChecked={mine?.favourite ?? false}
      />
      {entry && (
        <>
          <TextArea
            name="note"
            label={t('note')}
            hint={t('noteHint')}
            optional
            rows={4}
            defaultValue={note?.source ?? ''}
          />
          <LatestText
            name="note"
            now={note?.source ?? ''}
            revision={note?.revision ?? 0}
            label={t('latest')}
          />
          <Draft name={`note.${userId}.${entry}`} />
        </>
      )}
      <FormActions submit={t('save')} cancel={t('cancel')} back={back} />
    </ActionForm>
  )
}
