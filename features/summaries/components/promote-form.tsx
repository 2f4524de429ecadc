import { getTranslations } from 'next-intl/server'
import { ActsForm } from '@/components/ui/acts-form'
import { promoteForm } from '@/features/annotations/components/card-actions'
import type { Member } from '@/lib/actor'
import { arrangeSummaryAction } from '../actions'
import { canEditSummaries } from '../policy'

/** What the buttons of annotations that promote belong to. */
export async function PromoteForm({ member }: { member: Member }) {
  if (!canEditSummaries(member)) return null
  const t = await getTranslations('summaries')
  return (
    <ActsForm
      id={promoteForm}
      action={arrangeSummaryAction.bind(null, member.team.slug)}
      undo={t('undo')}
    />
  )
}
