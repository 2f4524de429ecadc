import { addPhoto, deletePhoto } from '@/features/annotations/photos'
import { addPhotoInput } from '@/features/annotations/schema'
import { teamPut, teamUpload } from '@/lib/api'
import { paths } from '@/lib/paths'

/** Puts the bytes of a picture on an annotation, under the id in the address; again is a retry. */
export const PUT = teamUpload(
  addPhotoInput,
  async (member, input, body) => {
    const created = await addPhoto(member, input, body)
    const url = paths.photo(member.team.slug, input.id, 'large')
    return { created, body: { id: input.id, url } }
  },
  { summary: 'api.photos.write', bytes: 'image/*' },
)

/** Moves it to the trash. */
export const DELETE = teamPut(
  addPhotoInput,
  async (member, { id, annotation }) => {
    await deletePhoto(member, id, annotation)
    return { created: false, body: {} }
  },
  { summary: 'api.photos.remove' },
)
