import { z } from 'zod'
import { saveEdit } from '@/features/annotations/history'
import { deleteAnnotation, writeAnnotation } from '@/features/annotations/mutations'
import { annotationRecord, getAnnotationRecord } from '@/features/annotations/records'
import {
  editAnnotationInput,
  putAnnotationInput,
  writeAnnotationInput,
} from '@/features/annotations/schema'
import { teamPut, teamRead } from '@/lib/api'
import { paths } from '@/lib/paths'
import { byId, written } from '@/lib/records'

/** An annotation, as far as one sees it. */
export const GET = teamRead(byId, (member, { id }) => getAnnotationRecord(member, id), {
  summary: 'api.annotations.read',
  answers: annotationRecord,
})

/**
 * Writes an annotation under the id in the address, or other words for it where the body names the
 * revision that they replace; the same again is a retry.
 */
export const PUT = teamPut(
  putAnnotationInput,
  async (member, input) => {
    if ('revision' in input) {
      const revision = await saveEdit(member, input)
      return { created: false, body: { id: input.id, revision } }
    }
    const { id, place, revision, created } = await writeAnnotation(member, input)
    const url = paths.annotation(member.team.slug, place, id)
    return { created, body: { id, revision, url } }
  },
  {
    summary: 'api.annotations.write',
    takes: z.union([writeAnnotationInput, editAnnotationInput]),
    answers: written,
  },
)

/** Moves one's own to the trash. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await deleteAnnotation(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.annotations.remove' },
)
