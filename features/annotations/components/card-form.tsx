import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Draft } from '@/components/ui/draft'
import { TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import {
  answerAnnotationAction,
  assignAnnotationAction,
  editAnnotationAction,
  fillAnnotationAction,
} from '../actions'
import { showMoment } from '../moment'
import type { AnnotationCard, TeamPerson } from '../queries'
import { AudienceField } from './audience-field'
import { type OpenForm, tendForm } from './card-actions'
import { KindFields, PromiseFields } from './kind-fields'
import { RevisionField } from './revision-field'

type CardFormProps = {
  form: OpenForm
  it: AnnotationCard
  source: { bodySource: string; answerSource: string | null }
  member: Member
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
export async function CardForm({ form, it, source, member, people, back }: CardFormProps) {
  const t = await getTranslations('annotations')
  const typed = [showMoment(it.fromMs, it.toMs), source.bodySource].filter(Boolean).join(' ')
  return (
    <ActionForm
      key={`${form} ${it.id}`}
      action={actions[form].bind(null, member.team.slug)}
      className="form note-form"
      data-kind={form === 'assign' ? 'follow_up' : undefined}
    >
      <input type="hidden" name="id" value={it.id} />
      {form === 'edit' && (
        <>
          <TextArea name="text" label={t('text')} hideLabel defaultValue={typed} autoFocus />
          <Stale it={it} html={it.bodyHtml} back={back} />
          <div className="note-fields">
            <KindFields people={people} filled={it} fixed={!it.can.changeKind} />
          </div>
        </>
      )}
      {form === 'answer' && (
        <>
          <TextArea
            name="text"
            label={t('answerLabel')}
            defaultValue={source.answerSource ?? ''}
            autoFocus
          />
          <Stale it={it} html={it.answerHtml ?? ''} back={back} />
          <Draft name={`answer.${member.userId}.${it.id}`} />
        </>
      )}
      {form === 'fill' && (
        <>
          <input type="hidden" name="fill" value={newId()} />
          <TextArea
            name="text"
            label={t(it.kind === 'gap' ? 'fillLabel' : 'fillPhotoLabel')}
            autoFocus
          />
          <Draft name={`fill.${member.userId}.${it.id}`} />
        </>
      )}
      {form === 'assign' && (
        <>
          <Stale it={it} html="" back={back} />
          <div className="note-fields">
            <PromiseFields people={people} filled={it} />
          </div>
        </>
      )}
      <div className="form-actions">
        {form === 'edit' && <AudienceField member={member} people={people} current={it.audience} />}
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
  )
}

/** Names the revision that was seen; after a stale save shows what is stored, to choose. */
async function Stale({ it, html, back }: { it: AnnotationCard; html: string; back: string }) {
  const t = await getTranslations('annotations')
  const stored: ReactNode = (
    <div className="notice note-stored">
      <b>{t('storedNow')}</b>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
      <LinkButton href={back} keepScroll prefetch={false}>
        {t('keepStored')}
      </LinkButton>
    </div>
  )
  return <RevisionField current={it.revision}>{stored}</RevisionField>
}
