import { paths } from '@/lib/paths'
import type { Kept } from '../queries'

/** The picture that a link's page shows of itself; nothing where there is none. */
export function LinkPicture({ team, link }: { team: string; link: Kept }) {
  const { id, picture } = link
  if (!picture?.width || !picture.height) return null
  return (
    // biome-ignore lint/performance/noImgElement: served by us as it is, in the size in which it is shown
    <img
      className="link-picture"
      src={paths.linkPicture(team, id, picture.hash)}
      width={picture.width}
      height={picture.height}
      alt=""
      loading="lazy"
      decoding="async"
    />
  )
}
