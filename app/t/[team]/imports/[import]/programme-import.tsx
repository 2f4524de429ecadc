import { getTranslations } from 'next-intl/server'
import { getConference } from '@/features/conferences/queries'
import { ImportPreview } from '@/features/imports/components/programmes/programme-preview'
import { ImportReportView } from '@/features/imports/components/programmes/programme-report'
import { getImportTargets, getPlan, type ImportDetail } from '@/features/imports/queries'
import type { Member } from '@/lib/actor'

type ProgrammeImportProps = { member: Member; found: ImportDetail; showAll: boolean }

/** An import of a programme: its preview, or what came of it. */
export async function ProgrammeImportView({ member, found, showAll }: ProgrammeImportProps) {
  const team = member.team.slug
  if (found.state === 'staged') {
    return (
      <ImportPreview
        team={team}
        staged={found}
        found={await getPlan(member, found)}
        targets={await getImportTargets(member)}
        showAll={showAll}
      />
    )
  }
  if (!found.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  const { conferenceId, report } = found
  const conference = conferenceId ? await getConference(member, conferenceId) : null
  return <ImportReportView {...{ team, report, conference, showAll }} done={found} />
}
