import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/shell/page'
import { getArticle } from '@/features/links/articles'
import { Article } from '@/features/links/components/article'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string; link: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, link } = await params
  const [member, id] = [await currentMember(team), fromShortId(link)]
  const article = member && id ? await getArticle(member, id) : null
  return article ? { title: article.title } : {}
}

/** The text that is kept of a link's page. */
export default async function ArticlePage({ params }: Props) {
  const { team, link } = await params
  const member = await requireMember(team)
  const id = fromShortId(link)
  const article = id ? await getArticle(member, id) : null
  if (!article) notFound()
  const { site } = article.link
  return (
    <>
      <PageHeader
        title={article.title}
        crumbs={[{ href: paths.link(team, article.linkId), label: article.link.title }]}
        meta={[site, article.byline].filter(Boolean).join(' · ')}
      />
      <Article article={article} />
    </>
  )
}
