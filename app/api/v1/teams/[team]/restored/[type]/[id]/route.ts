import { z } from 'zod'
import { restoreAnnotation } from '@/features/annotations/mutations'
import { restorePhoto } from '@/features/annotations/photos'
import { restoreComment } from '@/features/comments/mutations'
import { restoreConference } from '@/features/conferences/mutations'
import { restoreLink } from '@/features/links/mutations'
import { restoreEntry, restoreList } from '@/features/reading-lists/mutations'
import { restoreSection } from '@/features/reading-lists/sections'
import { restoreSession } from '@/features/sessions/mutations'
import { restoreTranscript } from '@/features/sessions/transcripts'
import { teamPut } from '@/lib/api'
import { byId } from '@/lib/records'

const restore = {
  annotation: restoreAnnotation,
  comment: restoreComment,
  conference: restoreConference,
  entry: restoreEntry,
  link: restoreLink,
  list: restoreList,
  photo: restorePhoto,
  section: restoreSection,
  session: restoreSession,
  transcript: restoreTranscript,
}

const types = Object.keys(restore) as (keyof typeof restore)[]

/** Takes something out of the trash, back to where it was; again is the same. */
export const PUT = teamPut(
  byId.extend({ type: z.enum(types) }),
  async (member, { type, id }) => {
    await restore[type](member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.restored.write' },
)
