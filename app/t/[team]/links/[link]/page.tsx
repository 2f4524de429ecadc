import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageColumns } from '@/components/shell/page'
import { getCiting } from '@/features/annotations/mentioning'
import { getCitingComments } from '@/features/comments/citing'
import { restoreLinkAction } from '@/features/links/actions'
import { LinkHeader } from '@/features/links/components/link-header'
import { LinkNotices } from '@/features/links/components/link-notices'
import { getKept, getLinkDetail, getMergedInto } from '@/features/links/queries'
import { separateLinkAction } from '@/features/reading-lists/actions'
import { HoldingLists } from '@/features/reading-lists/components/library/holding-lists'
import { getHolding } from '@/features/reading-lists/holding'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'
import { Beside } from './beside'
import { Words } from './words'

type Props = {
  params: Promise<{ team: string; link: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, link: part } = await params
  const [member, id] = [await currentMember(team), fromShortId(part)]
  const link = member && id ? await getLinkDetail(member, id) : null
  return link ? { title: link.title } : {}
}

/** A link: what it is, and every list, annotation and comment in which it stands. */
export default async function LinkPage({ params, searchParams }: Props) {
  const [{ team, link: part }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const id = fromShortId(part) ?? notFound()
  const { slug } = member.team
  const [page, said] = [pageNumber.parse(query.page), pageNumber.parse(query.comments)]
  const [t, link, kept, entries, found, comments] = await Promise.all([
    getTranslations('links'),
    getLinkDetail(member, id),
    getKept(member, id),
    getHolding(member, id),
    getCiting(member, id, page),
    getCitingComments(member, id, said),
  ])
  if (!link) {
    const other = await getMergedInto(member, id)
    if (other) permanentRedirect(paths.link(team, other))
    notFound()
  }
  const named = found.total + comments.total
  return (
    <>
      <LinkHeader team={team} link={link} />
      <LinkNotices
        link={link}
        merged={fromShortId(query.merged ?? '')}
        restore={restoreLinkAction.bind(null, slug)}
        separate={separateLinkAction.bind(null, slug)}
      />
      <PageColumns aside={<Beside {...{ member, link, kept }} />}>
        <div className="stack">
          {link.description && <p className="measure">{link.description}</p>}
          <HoldingLists team={team} entries={entries} />
          <Words
            member={member}
            id={id}
            annotations={{ found, page }}
            comments={{ found: comments, page: said }}
          />
          {entries.length === 0 && named === 0 && <p>{t('nowhere')}</p>}
        </div>
      </PageColumns>
    </>
  )
}
