import { deleteSession } from '@/features/sessions/mutations'
import { getSessionRecord, sessionRecord } from '@/features/sessions/records'
import { putSession, putSessionInput } from '@/features/sessions/sending'
import { rewritten, teamPut, teamRead } from '@/lib/api'
import { byId } from '@/lib/records'

/** A session. */
export const GET = teamRead(byId, (member, { id }) => getSessionRecord(member, id), {
  summary: 'api.sessions.read',
  answers: sessionRecord,
})

/** Makes a session under the id in the address, or changes it where a revision is named. */
export const PUT = teamPut(
  putSessionInput,
  (member, input) =>
    rewritten(sessionRecord, {
      read: () => getSessionRecord(member, input.id),
      run: () => putSession(member, input),
    }),
  { summary: 'api.sessions.write', answers: sessionRecord },
)

/** Moves it to the trash. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await deleteSession(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.sessions.remove' },
)
