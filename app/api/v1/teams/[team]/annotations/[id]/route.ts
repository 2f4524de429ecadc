import { writeAnnotation } from '@/features/annotations/mutations'
import { getAnnotationPlace } from '@/features/annotations/queries'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { teamPut } from '@/lib/action'
import { paths } from '@/lib/paths'

/** Writes an annotation under the id in the address; the same again is a retry. */
export const PUT = teamPut(writeAnnotationInput, async (member, input) => {
  const { id, revision, created } = await writeAnnotation(member, input)
  const session = await getAnnotationPlace(member, id)
  const url = session && paths.annotation(member.team.slug, session, id)
  return { created, body: { id, revision, url } }
})
