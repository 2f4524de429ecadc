import {
  createConference,
  deleteConference,
  updateConference,
} from '@/features/conferences/mutations'
import { conferenceRecord, getConferenceRecord } from '@/features/conferences/records'
import { putConferenceInput } from '@/features/conferences/schema'
import { rewritten, teamPut, teamRead } from '@/lib/api'
import { byId } from '@/lib/records'

/** A conference. */
export const GET = teamRead(byId, (member, { id }) => getConferenceRecord(member, id), {
  summary: 'api.conferences.read',
  answers: conferenceRecord,
})

/** Makes a conference under the id in the address, or changes it where a revision is named. */
export const PUT = teamPut(
  putConferenceInput,
  (member, { revision, ...fields }) =>
    rewritten(conferenceRecord, {
      read: () => getConferenceRecord(member, fields.id),
      run: () =>
        revision === undefined
          ? createConference(member, fields)
          : updateConference(member, { ...fields, revision }),
    }),
  { summary: 'api.conferences.write', answers: conferenceRecord },
)

/** Moves it to the trash. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await deleteConference(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.conferences.remove' },
)
