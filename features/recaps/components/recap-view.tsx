import { publicNotes } from '@/features/annotations/components/public-notes'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { RecapText } from '../queries'
import { recapBody } from './recap-body'

/** A recap as the team reads it. */
export async function RecapView({ team, recap }: { team: string; recap: RecapText }) {
  const photoAt = (id: string, size: 'large' | 'small') =>
    paths.photo(team, fromShortId(id) ?? '', size)
  const { markup } = await recapBody(recap, (notes) => publicNotes(notes, photoAt))
  return (
    <div
      className="recap"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: `html` escapes whatever is put in
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  )
}
