import {
  checkLinkAction,
  deleteArticleAction,
  followMoveAction,
  keepArticleAction,
  readLinkAction,
  restoreArticleAction,
  setArchiveAction,
} from '@/features/links/actions'
import { KeptCopy } from '@/features/links/components/kept-copy'
import { LinkAbout } from '@/features/links/components/link-about'
import { LinkHealth } from '@/features/links/components/link-health'
import { LinkPicture } from '@/features/links/components/link-picture'
import type { Kept, LinkDetail } from '@/features/links/queries'
import { separateLinkAction } from '@/features/reading-lists/actions'
import type { Member } from '@/lib/actor'
import { env } from '@/lib/env'

type BesideProps = { member: Member; link: LinkDetail; kept: Kept | null }

/** Beside the places of a link: its picture, its address, whether it is still there, its text. */
export function Beside({ member, link, kept }: BesideProps) {
  const { slug } = member.team
  const may = link.can.edit && !link.deletedAt
  const opens = may && env.FETCH_LINKS === 'on'
  const health = may && {
    check: opens ? checkLinkAction.bind(null, slug) : null,
    follow: followMoveAction.bind(null, slug),
    archive: setArchiveAction.bind(null, slug),
  }
  const copy = may && {
    keep: opens ? keepArticleAction.bind(null, slug) : null,
    remove: deleteArticleAction.bind(null, slug),
    restore: restoreArticleAction.bind(null, slug),
  }
  return (
    <>
      {kept && <LinkPicture team={slug} link={kept} />}
      {kept && <KeptCopy team={slug} link={kept} actions={copy || null} />}
      <LinkAbout
        link={link}
        read={opens ? readLinkAction.bind(null, slug) : null}
        separate={separateLinkAction.bind(null, slug)}
      />
      {kept && <LinkHealth link={kept} actions={health || null} />}
    </>
  )
}
