import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { saveLinkAction } from '@/features/links/actions'
import { LinkForm } from '@/features/links/components/link-form'
import { getLinkDetail } from '@/features/links/queries'
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
  const t = await getTranslations('links')
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
        <LinkForm action={saveLinkAction.bind(null, member.team.slug)} link={link} cancel={back} />
      </div>
    </>
  )
}
