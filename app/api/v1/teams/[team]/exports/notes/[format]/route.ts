import { z } from 'zod'
import { exportNotes } from '@/features/exports/files'
import { notesFormats } from '@/features/exports/schema'
import { teamFile } from '@/lib/api'

/** All that one has written oneself, as a file. */
export const GET = teamFile(
  z.object({ format: z.enum(notesFormats) }),
  async (member, { format }) => {
    const file = await exportNotes(member, { authorId: member.userId }, format)
    return file && { ...file, name: `notes.${format}` }
  },
  { summary: 'api.exports.notes', bytes: '*/*' },
)
