import { z } from 'zod'
import { annotationRecord, getAnnotationRecords } from '@/features/annotations/records'
import { teamList } from '@/lib/api'

/** The annotations that one sees, page by page. */
export const GET = teamList(
  z.object({ session: z.uuid().optional(), author: z.uuid().optional() }),
  (member, input, page) => getAnnotationRecords(member, input, page),
  {
    summary: 'api.annotations.list',
    answers: annotationRecord,
  },
)
