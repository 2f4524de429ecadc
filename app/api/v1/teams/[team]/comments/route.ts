import { z } from 'zod'
import { commentRecord, getCommentRecords } from '@/features/comments/records'
import { teamList } from '@/lib/api'

/** The comments that one sees, page by page. */
export const GET = teamList(
  z.object({
    thread: z.uuid().optional(),
    session: z.uuid().optional(),
    list: z.uuid().optional(),
  }),
  (member, input, page) => getCommentRecords(member, input, page),
  {
    summary: 'api.comments.list',
    answers: commentRecord,
  },
)
