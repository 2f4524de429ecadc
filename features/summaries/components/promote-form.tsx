import { useTranslations } from 'next-intl'
import { ActsForm } from '@/components/ui/acts-form'
import { promoteForm } from '@/features/annotations/components/card-actions'
import type { Member } from '@/lib/actor'
import { arrangeSummaryAction } from '../actions'
import { canEditSummaries } from '../policy'

/** What the buttons of annotations that promote belong to. */
export function PromoteForm({ member }: { member: Member }) {
  const t = useTranslations('summaries')
  if (!canEditSummaries(member)) return null
  return (
    <ActsForm
      id={promoteForm}
      action={arrangeSummaryAction.bind(null, member.team.slug)}
      undo={t('undo')}
    />
  )
}
