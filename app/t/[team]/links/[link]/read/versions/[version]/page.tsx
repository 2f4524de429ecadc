import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { PendingLink } from '@/components/ui/pending-link'
import { PassageList } from '@/features/annotations/components/passage-list'
import { PassageMarks } from '@/features/annotations/components/passage-marks'
import { getArticle } from '@/features/links/articles'
import { Article } from '@/features/links/components/article'
import { getArticleVersion } from '@/features/links/versions'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { readFormerNotes } from '../../reading'

type Props = { params: Promise<{ team: string; link: string; version: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, link, version: hash } = await params
  const [member, id] = [await currentMember(team), fromShortId(link)]
  const version = member && id ? await getArticleVersion(member, id, hash) : null
  return version ? { title: version.title } : {}
}

/** What the kept text of a link was before, with what people said of its words. */
export default async function ArticleVersionPage({ params }: Props) {
  const { team, link, version: hash } = await params
  const member = await requireMember(team)
  const id = fromShortId(link) ?? notFound()
  const [t, format, version] = await Promise.all([
    getTranslations('links.kept'),
    getFormatter(),
    getArticleVersion(member, id, hash),
  ])
  if (!version) {
    // A card may still name a text that stayed behind when two links became one
    if (await getArticle(member, id)) redirect(paths.article(team, id))
    notFound()
  }
  const { passages, marks } = await readFormerNotes(member, version)
  const { title, site } = version.link
  const when = format.dateTime(version.keptAt, { dateStyle: 'medium' })
  return (
    <>
      <PageHeader
        title={version.title}
        crumbs={[{ href: paths.link(team, id), label: title }]}
        meta={[site, version.byline].filter(Boolean).join(' · ')}
      />
      <p className="notice measure mb-4">
        {t('versionNotice', { when })}{' '}
        <PendingLink className="text-link" href={paths.article(team, id)}>
          {t('versionNow')}
        </PendingLink>
      </p>
      <Article article={version}>
        <PassageList passages={passages} />
      </Article>
      <PassageMarks marks={marks} />
    </>
  )
}
