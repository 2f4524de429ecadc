import { getSectionRecord, sectionRecord } from '@/features/reading-lists/records'
import { putSectionInput, sectionAddressInput } from '@/features/reading-lists/schema'
import { trashSection } from '@/features/reading-lists/sections'
import { putSection } from '@/features/reading-lists/sending'
import { rewritten, teamPut, teamRead } from '@/lib/api'

/** A section of a list. */
export const GET = teamRead(
  sectionAddressInput,
  (member, { id, section }) => getSectionRecord(member, id, section),
  { summary: 'api.sections.read', answers: sectionRecord },
)

/** Adds a section to the end of a list, or changes its title where a revision is named. */
export const PUT = teamPut(
  putSectionInput,
  (member, input) =>
    rewritten(sectionRecord, {
      read: () => getSectionRecord(member, input.id, input.section),
      run: () => putSection(member, input),
    }),
  { summary: 'api.sections.write', answers: sectionRecord },
)

/** Takes the heading away; its entries go to the section before it. */
export const DELETE = teamPut(
  sectionAddressInput,
  async (member, { id, section }) => {
    await trashSection(member, section, id)
    return { created: false, body: {} }
  },
  { summary: 'api.sections.remove' },
)
