import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { writeAnnotationAction } from '../actions'
import type { TeamPerson } from '../queries'
import { AudienceField } from './audience-field'
import { ComposerBehaviour } from './composer-behaviour'
import { KindFields } from './kind-fields'
import { PassageField } from './passage-field'
import { ComposerPhotoButton, ComposerPhotoTray } from './photo-parts'

type ComposerProps = {
  member: Member
  /** What is written about; with a link it is the article of that */
  on: { id: string; slug: string; link?: string | null }
  people: TeamPerson[]
}

/**
 * Where annotations are written. A plain form; with script `ComposerBehaviour` sends it by PUT and
 * keeps the draft.
 */
export function Composer({ member, on, people }: ComposerProps) {
  const t = useTranslations('annotations')
  const team = member.team.slug
  return (
    <ActionForm
      action={writeAnnotationAction.bind(null, team)}
      className="composer"
      id="composer"
      aria-label={t('text')}
    >
      {/* Posted twice without script, it is still one annotation */}
      <input type="hidden" name="id" value={newId()} />
      <input type="hidden" name={on.link ? 'article' : 'session'} value={on.id} />
      <TextArea
        name="text"
        data-completes
        label={t('text')}
        hideLabel
        placeholder={t(on.link ? 'placeholderRead' : 'placeholder')}
        rows={1}
        maxLength={20_000}
        hint={t(on.link ? 'hintRead' : 'hint')}
      />
      <ComposerPhotoTray member={member} on={on} />
      <PassageField
        texts={{ add: t('passage.add'), quoted: t('passage.quoted'), remove: t('passage.remove') }}
      />
      <div className="composer-foot">
        <KindFields people={people} />
        <ComposerBehaviour
          url={paths.annotationApi(team, '')}
          userId={member.userId}
          placeId={on.id}
          signIn={paths.signIn(paths.annotated(team, on))}
          texts={{
            keptHere: t('keptHere'),
            notKeptHere: t('notKeptHere'),
            saving: t('saving'),
            saved: t('saved'),
            show: t('show'),
            waits: t('waits'),
            waitsUnkept: t('waitsUnkept'),
            refused: t('refused'),
            signIn: t('signIn'),
            keyWrite: t('keys.write'),
            keySave: t('keys.save'),
            keyMoment: t('keys.moment'),
          }}
        />
        <ComposerPhotoButton member={member} on={on} />
        <AudienceField member={member} people={people} />
        <SubmitButton title={t('saveKeys')}>{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
