import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { TrashForm } from '@/components/ui/trash-form'
import { getCiting } from '@/features/annotations/mentioning'
import { saveLinkAction, trashLinkAction } from '@/features/links/actions'
import { LinkForm } from '@/features/links/components/link-form'
import { LinkMerge } from '@/features/links/components/link-merge'
import { getLikelySame, getLinkDetail } from '@/features/links/queries'
import { mergeLinksAction } from '@/features/reading-lists/actions'
import { getHolding } from '@/features/reading-lists/holding'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string; link: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, link: part } = await params
  const [member, id] = [await currentMember(team), fromShortId(part)]
  const link = member && id ? await getLinkDetail(member, id) : null
  if (!link?.can.edit) return {}
  return { title: (await getTranslations('links'))('editTitle', { title: link.title }) }
}

export default async function EditLinkPage({ params }: Props) {
  const { team, link: part } = await params
  const member = await requireMember(team)
  const id = fromShortId(part)
  const link = id ? await getLinkDetail(member, id) : null
  if (!link?.can.edit || link.deletedAt) notFound()
  const [t, likely, entries, { total: cited }] = await Promise.all([
    getTranslations('links'),
    getLikelySame(member, link),
    getHolding(member, link.id),
    getCiting(member, link.id, 1),
  ])
  const { slug } = member.team
  const lists = entries.map(({ readingList }) => readingList.title)
  const back = paths.link(team, link.id)
  return (
    <>
      <PageHeader
        title={t('editTitle', { title: link.title })}
        crumbs={[
          { href: paths.links(team), label: t('title') },
          { href: back, label: link.title },
        ]}
        crumbsLabel={t('crumbs')}
      />
      <div className="measure stack">
        <LinkForm action={saveLinkAction.bind(null, slug)} link={link} cancel={back} />
        <LinkMerge action={mergeLinksAction.bind(null, slug)} link={link} likely={likely} />
        <TrashForm
          action={trashLinkAction.bind(null, slug)}
          id={link.id}
          title={t('delete')}
          text={
            <>
              {t('deleteHint')}{' '}
              {lists.length > 0 ? t('deleteFrom', { lists: lists.join(', ') }) : t('deleteNowhere')}{' '}
              {cited > 0 && t('deleteCited', { count: cited })}
            </>
          }
        />
      </div>
    </>
  )
}
