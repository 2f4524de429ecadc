import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { readAsAction } from '../actions'

/** For a text that was taken for something else than it is. */
export async function ReadAsForm(props: { team: string; id: string; as: 'notes' | 'links' }) {
  const { team, id, as } = props
  const t = await getTranslations('imports.readAs')
  return (
    <ActionForm action={readAsAction.bind(null, team)}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="as" value={as} />
      <p className="text-sm text-ink-2">{t(`${as}Hint`)}</p>
      <div>
        <SubmitButton variant="secondary">{t(as)}</SubmitButton>
      </div>
    </ActionForm>
  )
}
