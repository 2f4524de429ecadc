import { useTranslations } from 'next-intl'
import { Field, SelectField } from '@/components/ui/field'
import type { AnnotationCard, TeamPerson } from '../queries'
import { annotationKinds } from '../schema'

type Filled = Pick<AnnotationCard, 'kind' | 'speaker' | 'ownerId' | 'dueOn' | 'slide'>

type KindFieldsProps = {
  people: TeamPerson[]
  filled?: Filled
  /** An answered question cannot become anything else. */
  fixed?: boolean
}

/** The kind, and what only some kinds have: the style sheet shows those of the chosen one. */
export function KindFields({ people, filled, fixed = false }: KindFieldsProps) {
  const t = useTranslations('annotations')
  const kinds = fixed && filled ? [filled.kind] : annotationKinds
  return (
    <>
      <SelectField
        name="kind"
        label={t('kind')}
        hideLabel={!filled}
        defaultValue={filled?.kind ?? 'takeaway'}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <div className="note-extra for-quote for-question">
        <Field
          name="speaker"
          label={t('saidBy')}
          maxLength={200}
          autoComplete="off"
          defaultValue={filled?.speaker ?? ''}
        />
      </div>
      <PromiseFields people={people} {...(filled && { filled })} />
      <div className="note-extra for-photo">
        <Field
          name="slide"
          label={t('slide')}
          inputMode="numeric"
          autoComplete="off"
          className="note-slide"
          defaultValue={filled?.slide ?? ''}
        />
      </div>
    </>
  )
}

/** Who does a follow-up, and until when. */
export function PromiseFields({
  people,
  filled,
}: {
  people: TeamPerson[]
  filled?: Pick<AnnotationCard, 'ownerId' | 'dueOn'>
}) {
  const t = useTranslations('annotations')
  const choice = people.filter(({ here, id }) => here || id === filled?.ownerId)
  return (
    <>
      <div className="note-extra for-follow_up">
        <SelectField name="owner" label={t('owner')} defaultValue={filled?.ownerId ?? ''}>
          <option value="">{t('nobody')}</option>
          {choice.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="note-extra for-follow_up">
        <Field
          name="due"
          type="date"
          label={t('due')}
          defaultValue={filled?.dueOn?.toISOString().slice(0, 10) ?? ''}
        />
      </div>
    </>
  )
}
