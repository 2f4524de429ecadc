import { getTranslations } from 'next-intl/server'
import { getConference, getConferences } from '@/features/conferences/queries'
import { MediaPreview } from '@/features/imports/components/media/media-preview'
import { MediaReportView } from '@/features/imports/components/media/media-report'
import { getMediaImport, getMediaPlan } from '@/features/imports/media/staging'
import type { Member } from '@/lib/actor'

/** An import of recordings or transcripts: its review, or what came of it. */
export async function MediaImportView({ member, id }: { member: Member; id: string }) {
  const found = await getMediaImport(member, id)
  const team = member.team.slug
  if (found?.state === 'staged') {
    const [plan, conferences] = await Promise.all([
      getMediaPlan(member, found),
      getConferences(member),
    ])
    return <MediaPreview team={team} staged={found} found={plan} conferences={conferences} />
  }
  if (!found?.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  const { conferenceId, report } = found
  const conference = conferenceId ? await getConference(member, conferenceId) : null
  return <MediaReportView team={team} done={found} report={report} conference={conference} />
}
