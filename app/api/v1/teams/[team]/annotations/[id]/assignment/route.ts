import { assignAnnotation } from '@/features/annotations/mutations'
import { annotationRecord, getAnnotationRecord } from '@/features/annotations/records'
import { assignInput } from '@/features/annotations/schema'
import { rewritten, teamPut } from '@/lib/api'

/** Says who does a follow-up, and until when, in the place of what the named revision says. */
export const PUT = teamPut(
  assignInput,
  (member, input) =>
    rewritten(annotationRecord, {
      read: () => getAnnotationRecord(member, input.id),
      run: () => assignAnnotation(member, input),
    }),
  { summary: 'api.annotations.assign', answers: annotationRecord },
)
