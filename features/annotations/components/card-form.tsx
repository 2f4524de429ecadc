import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Draft } from '@/components/ui/draft'
import { TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Member } from '@/lib/actor'
import { newId, shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import {
  answerAnnotationAction,
  assignAnnotationAction,
  editAnnotationAction,
  fillAnnotationAction,
} from '../actions'
import { showMoment } from '../moment'
import type { AnnotationCard, TeamPerson } from '../queries'
import type { View } from '../views'
import { AudienceField } from './audience-field'
import { tendForm } from './card-actions'
import { ChangeByOutbox, OpenForm } from './change-by-outbox'
import { KindFields, PromiseFields } from './kind-fields'
import { AttachForm } from './photo-parts'
import { RevisionField } from './revision-field'

type CardFormProps = {
  open: NonNullable<View['open']>
  it: AnnotationCard
  source: { bodySource: string; answerSource: string | null }
  member: Member
  /** What it stands on */
  on: { id: string }
  people: TeamPerson[]
  /** The same page without the form */
  back: string
}

const actions = {
  edit: editAnnotationAction,
  answer: answerAnnotationAction,
  fill: fillAnnotationAction,
  assign: assignAnnotationAction,
}

/** The one form that is open in the column: to edit, answer, fill or assign an annotation. */
export async function CardForm(props: CardFormProps) {
  const { open, it, source, member, on, people, back } = props
  const { form, why } = open
  const t = useTranslations('annotations')
  if (form === 'attach') {
    return <AttachForm {...{ member, on, annotation: it.id, back, why }} />
  }
  const typed = [showMoment(it.fromMs, it.toMs), source.bodySource].filter(Boolean).join(' ')
  const team = member.team.slug
  const place = `${member.userId}.${on.id}`
  const draft = `${form}.${member.userId}.${it.id}`
  const sent = { annotation: it.id, userId: member.userId, draft, place, back }
  return (
    <OpenForm key={`${form} ${it.id}`} name={form} of={shortId(it.id)}>
      <ActionForm
        action={actions[form].bind(null, team)}
        className="form note-form"
        clearOnSuccess
        data-kind={form === 'assign' ? 'follow_up' : undefined}
      >
        <input type="hidden" name="id" value={it.id} />
        {/* Posted twice without script, it is still one text */}
        <input type="hidden" name="edit" value={newId()} />
        {form === 'edit' && (
          <>
            <TextArea
              name="text"
              data-completes
              label={t('text')}
              hideLabel
              defaultValue={typed}
              autoFocus
            />
            <Stale it={it} stored={typed} draft={draft} />
            <ChangeByOutbox change="edit" url={paths.annotationApi(team, it.id)} {...sent} />
            <div className="note-fields">
              <KindFields people={people} filled={it} fixed={!it.can.changeKind} />
            </div>
          </>
        )}
        {form === 'answer' && (
          <>
            <TextArea
              name="text"
              data-completes
              label={t('answerLabel')}
              defaultValue={source.answerSource ?? ''}
              autoFocus
            />
            <Stale it={it} stored={source.answerSource ?? ''} draft={draft} />
            <ChangeByOutbox change="answer" url={paths.answerApi(team, it.id)} {...sent} />
          </>
        )}
        {form === 'fill' && (
          <>
            <input type="hidden" name="fill" value={newId()} />
            <TextArea
              name="text"
              data-completes
              label={t(it.kind === 'gap' ? 'fillLabel' : 'fillPhotoLabel')}
              autoFocus
            />
            <Draft name={draft} />
          </>
        )}
        {form === 'assign' && (
          <>
            <RevisionField current={it.revision} />
            <div className="note-fields">
              <PromiseFields people={people} filled={it} />
            </div>
          </>
        )}
        <div className="form-actions">
          {form === 'edit' && (
            <AudienceField member={member} people={people} current={it.audience} />
          )}
          <SubmitButton>{form === 'fill' ? t('fillSave') : t('save')}</SubmitButton>
          <LinkButton variant="quiet" href={back} keepScroll prefetch={false}>
            {t('cancel')}
          </LinkButton>
          {form === 'edit' && (
            <button
              type="submit"
              form={tendForm}
              name="act"
              value={`delete:${it.id}`}
              className="button button-danger note-delete"
            >
              {t('delete')}
            </button>
          )}
        </div>
      </ActionForm>
    </OpenForm>
  )
}

/** Names the revision that was seen; after a stale save shows both texts, to choose or merge. */
function Stale(props: { it: AnnotationCard; stored: string; draft: string }) {
  const { it, stored, draft } = props
  const t = useTranslations('annotations')
  const words = {
    ...{ added: t('added'), removed: t('removed'), storedNow: t('storedNow') },
    difference: t('storedDifference'),
    ...{ newer: t('draftOlder'), kept: t('draftKept'), discard: t('draftDiscard') },
  }
  return (
    <RevisionField current={it.revision} {...{ stored, draft, words }}>
      {/* Enter in a field takes the first button there is, and must save */}
      <button type="submit" hidden />
      <button type="submit" name="keep" value="stored" className="button button-secondary">
        {t('keepStored')}
      </button>
    </RevisionField>
  )
}
