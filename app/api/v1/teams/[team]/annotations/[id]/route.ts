import { writeAnnotation } from '@/features/annotations/mutations'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { teamPut } from '@/lib/action'
import { paths } from '@/lib/paths'

/** Writes an annotation under the id in the address; the same again is a retry. */
export const PUT = teamPut(writeAnnotationInput, async (member, input) => {
  const { id, session, revision, created } = await writeAnnotation(member, input)
  const url = paths.annotation(member.team.slug, session, id)
  return { created, body: { id, revision, url } }
})
