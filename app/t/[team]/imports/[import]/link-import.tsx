import { getTranslations } from 'next-intl/server'
import { LinkPreview } from '@/features/imports/components/links/link-preview'
import { LinkReportView } from '@/features/imports/components/links/link-report'
import { getLinkImport, getLinkPlan, getLinkTargets } from '@/features/imports/links/staging'
import { getList } from '@/features/reading-lists/queries'
import type { Member } from '@/lib/actor'

/** An import of links: its preview, or what came of it. */
export async function LinkImportView(props: { member: Member; id: string; showAll: boolean }) {
  const { member, id, showAll } = props
  const found = await getLinkImport(member, id)
  const team = member.team.slug
  if (found?.state === 'staged') {
    return (
      <LinkPreview
        team={team}
        staged={found}
        found={await getLinkPlan(member, found)}
        targets={await getLinkTargets(member)}
        showAll={showAll}
      />
    )
  }
  if (!found?.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  const list = found.readingListId && (await getList(member, found.readingListId))
  return <LinkReportView team={team} done={found} report={found.report} list={list || null} />
}
