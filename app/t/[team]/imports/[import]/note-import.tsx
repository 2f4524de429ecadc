import { getTranslations } from 'next-intl/server'
import { getConference } from '@/features/conferences/queries'
import { NotePreview } from '@/features/imports/components/notes/note-preview'
import { NoteReportView } from '@/features/imports/components/notes/note-report'
import { getNoteImport, getNotePlan } from '@/features/imports/notes/staging'
import { getImportTargets } from '@/features/imports/queries'
import type { Member } from '@/lib/actor'

type Props = { member: Member; id: string; showAll: boolean; page: string | string[] | undefined }

/** An import of notes: its review, or what came of it. */
export async function NoteImportView({ member, id, showAll, page }: Props) {
  const team = member.team.slug
  const found = await getNoteImport(member, id)
  if (found?.state === 'staged') {
    return (
      <NotePreview
        team={team}
        staged={found}
        found={await getNotePlan(member, found)}
        targets={await getImportTargets(member)}
        page={Number(page) || 1}
      />
    )
  }
  if (!found?.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  const conference = found.conferenceId && (await getConference(member, found.conferenceId))
  const { report } = found
  return (
    <NoteReportView
      team={team}
      done={found}
      report={report}
      conference={conference || null}
      showAll={showAll}
    />
  )
}
