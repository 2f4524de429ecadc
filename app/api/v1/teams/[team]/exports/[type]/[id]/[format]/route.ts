import { z } from 'zod'
import { exportList, exportNotes, exportRecap } from '@/features/exports/files'
import { listFormats, notesFormats, recapFormats } from '@/features/exports/schema'
import type { Member } from '@/lib/actor'
import { teamFile } from '@/lib/api'
import { byId } from '@/lib/records'

const formats = [...new Set([...notesFormats, ...listFormats, ...recapFormats])]
const asked = byId.extend({
  type: z.enum(['conference', 'session', 'list', 'recap']),
  format: z.enum(formats).describe('api.fields.exportFormat'),
})

const among = <T extends string>(all: readonly T[], one: string) => all.find((it) => it === one)

/** A conference, a session, a list or a recap as a file, as the page offers it. */
export const GET = teamFile(
  asked,
  async (member, { type, id, format }) => {
    const file = await make(member, type, id, format)
    return file && { ...file, name: `${type}.${format}` }
  },
  { summary: 'api.exports.read', bytes: '*/*' },
)

type Asked = z.output<typeof asked>

async function make(member: Member, type: Asked['type'], id: string, format: Asked['format']) {
  if (type === 'list') {
    const known = among(listFormats, format)
    return known ? exportList(member, id, known) : null
  }
  if (type === 'recap') {
    const known = among(recapFormats, format)
    return known ? exportRecap(member, id, known) : null
  }
  const known = among(notesFormats, format)
  const of = type === 'session' ? { sessionId: id } : { conferenceId: id }
  return known ? exportNotes(member, of, known) : null
}
