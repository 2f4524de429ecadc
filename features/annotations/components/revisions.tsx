import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Audience } from '@/prisma/generated/client'
import { restoreRevisionAction } from '../actions'
import { annotationKinds } from '../schema'
import type { EarlierText, History } from '../texts'
import { Difference } from './difference'

export type RevisionsProps = {
  team: string
  history: History
  newest: boolean
  /** What brings a text back where it is not an annotation's */
  restore?: (text: EarlierText) => { action: FormAction; fields: Record<string, string> }
}

/** The texts of an annotation and its answer, newest first, each against the one it replaced. */
export async function Revisions({ team, history, newest, restore }: RevisionsProps) {
  const [t, format] = await Promise.all([getTranslations('annotations'), getFormatter()])
  const words = { added: t('added'), removed: t('removed') }
  const now = new Set(
    newest
      ? [false, true].map(
          (answer) => history.texts.find((it) => it.answer === answer && !it.aside)?.id,
        )
      : [],
  )
  const kindName = (name: string) => {
    const kind = annotationKinds.find((one) => one === name)
    return kind ? t(`kinds.${kind}`) : name
  }
  const seenBy = (audience: Audience) => t(`seenBy.${audience}`)

  function changes({ aside, answer, kind, audience, before }: EarlierText) {
    const what = aside ? 'putAside' : before ? 'changed' : 'written'
    return [
      t(answer ? `answerHistory.${what}` : `textHistory.${what}`),
      !aside && !answer && before && before.kind !== kind
        ? t('kindChanged', { before: kindName(before.kind), after: kindName(kind) })
        : null,
      before && before.audience !== audience
        ? t('audienceChanged', { before: seenBy(before.audience), after: seenBy(audience) })
        : audience === 'me' && t('onlyYou'),
    ].filter(Boolean)
  }

  const { id, revision } = history
  const ofAnnotation = (text: EarlierText) => ({
    action: restoreRevisionAction.bind(null, team),
    fields: { id, revision: String(revision), text: text.id },
  })
  const forms = history.texts.map((text) => {
    if (!text.restored || text.latest) return null
    const { action, fields } = (restore ?? ofAnnotation)(text)
    return (
      <ActionForm key={text.id} action={action} className="revision-form">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SubmitButton variant="secondary">
          {text.restored === history.audience || text.restored === 'public'
            ? t('restore')
            : t(text.restored === 'me' ? 'restoreForMe' : 'restoreForTeam')}
        </SubmitButton>
      </ActionForm>
    )
  })

  return (
    <ol className="revisions">
      {history.texts.map((text, index) => (
        <li key={text.id} className="revision">
          <div className="revision-head">
            <Avatar person={{ id: text.authorId, name: text.author }} />
            <strong>{text.author}</strong>
            <time dateTime={text.at.toISOString()}>
              {format.dateTime(text.at, { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
            {now.has(text.id) && <Badge tone="accent">{t('storedBadge')}</Badge>}
            <span className="revision-changes">{changes(text).join(' · ')}</span>
          </div>
          {text.body === '' && !text.before?.body ? (
            <p className="note-wordless">{t('noWords')}</p>
          ) : (
            <Difference
              before={text.before ? text.before.body : text.body}
              after={text.body}
              words={words}
            />
          )}
          {forms[index]}
        </li>
      ))}
    </ol>
  )
}
