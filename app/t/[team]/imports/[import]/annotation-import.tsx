import { getTranslations } from 'next-intl/server'
import { getAnnotationImport, getAnnotationPlan } from '@/features/imports/annotations/staging'
import { AnnotationPreview } from '@/features/imports/components/annotations/annotation-preview'
import { AnnotationReportView } from '@/features/imports/components/annotations/annotation-report'
import type { Member } from '@/lib/actor'

/** An import of annotations: its preview, or what came of it. */
export async function AnnotationImportView({ member, id }: { member: Member; id: string }) {
  const found = await getAnnotationImport(member, id)
  const team = member.team.slug
  if (found?.state === 'staged') {
    const plan = await getAnnotationPlan(member, found)
    return <AnnotationPreview team={team} staged={found} found={plan} name={member.name} />
  }
  if (!found?.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  return <AnnotationReportView team={team} done={found} report={found.report} />
}
