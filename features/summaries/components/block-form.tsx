import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Draft } from '@/components/ui/draft'
import { TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { RevisionField } from '@/features/annotations/components/revision-field'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { editBlockAction, writeBlockAction } from '../actions'
import type { WordsBlock } from '../queries'

type WriteProps = {
  member: Member
  sessionId: string
  /** The block above, and the way back from there; without it the end of the summary */
  below?: { id: string; back: string }
}

/** Where the team writes words of its own into a summary. */
export async function WriteBlockForm({ member, sessionId, below }: WriteProps) {
  const t = await getTranslations('summaries')
  const place = below?.id ?? sessionId
  return (
    <ActionForm
      key={place}
      action={writeBlockAction.bind(null, member.team.slug)}
      className="form note-form"
      clearOnSuccess
    >
      {/* Posted twice, it is still one block */}
      <input type="hidden" name="id" value={newId()} />
      <input type="hidden" name="session" value={sessionId} />
      <input type="hidden" name="after" value={below?.id ?? ''} />
      {/* Others may see that one is writing, since they will read it */}
      <input type="hidden" name="audience" value="team" />
      <TextArea
        name="text"
        label={t(below ? 'writeBelow' : 'write')}
        hint={t('hint')}
        rows={3}
        maxLength={20_000}
        autoFocus={below !== undefined}
      />
      <Draft name={`summary.${member.userId}.${place}`} />
      <div className="form-actions">
        <SubmitButton variant={below ? 'primary' : 'secondary'}>{t('add')}</SubmitButton>
        {below && (
          <LinkButton variant="quiet" href={below.back} keepScroll prefetch={false}>
            {t('cancel')}
          </LinkButton>
        )}
      </div>
    </ActionForm>
  )
}

type EditProps = { member: Member; block: WordsBlock; back: string }

/** Changes words of the team; after a stale save shows both texts, to choose or merge. */
export async function EditBlockForm({ member, block, back }: EditProps) {
  const [t, note] = await Promise.all([
    getTranslations('summaries'),
    getTranslations('annotations'),
  ])
  const words = {
    ...{ added: note('added'), removed: note('removed'), storedNow: note('storedNow') },
    difference: note('storedDifference'),
    ...{ newer: note('draftOlder'), kept: note('draftKept'), discard: note('draftDiscard') },
  }
  return (
    <ActionForm
      key={block.id}
      action={editBlockAction.bind(null, member.team.slug)}
      className="form note-form"
      clearOnSuccess
    >
      <input type="hidden" name="id" value={block.id} />
      <input type="hidden" name="audience" value="team" />
      <TextArea name="text" label={t('words')} rows={4} defaultValue={block.source} autoFocus />
      <RevisionField
        current={block.revision}
        stored={block.source}
        draft={`block.${member.userId}.${block.id}`}
        words={words}
      >
        {/* Enter in a field takes the first button there is, and must save */}
        <button type="submit" hidden />
        <button type="submit" name="keep" value="stored" className="button button-secondary">
          {note('keepStored')}
        </button>
      </RevisionField>
      <div className="form-actions">
        <SubmitButton>{t('save')}</SubmitButton>
        <LinkButton variant="quiet" href={back} keepScroll prefetch={false}>
          {t('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  )
}
