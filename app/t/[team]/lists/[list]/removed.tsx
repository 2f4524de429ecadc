import { restoreEntryAction, restoreSectionAction } from '@/features/reading-lists/actions'
import { RemovedEntries } from '@/features/reading-lists/components/entries/removed-entries'
import {
  getRemovedEntries,
  getRemovedSections,
  type ListDetail,
} from '@/features/reading-lists/queries'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'

/** What was removed from a list, and can come back. */
export async function Removed({ member, list }: { member: Member; list: ListDetail }) {
  const [entries, sections] = await Promise.all([
    getRemovedEntries(member, list),
    getRemovedSections(member, list),
  ])
  const { slug } = member.team
  return (
    <RemovedEntries
      entries={entries}
      sections={sections}
      restore={restoreEntryAction.bind(null, slug)}
      restoreSection={restoreSectionAction.bind(null, slug)}
      back={paths.list(slug, list)}
    />
  )
}
