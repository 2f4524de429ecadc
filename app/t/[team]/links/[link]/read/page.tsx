import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageColumns, PageHeader } from '@/components/shell/page'
import { PassageList } from '@/features/annotations/components/passage-list'
import { PassageMarks } from '@/features/annotations/components/passage-marks'
import { CommentsFrame } from '@/features/comments/components/comments-frame'
import { getArticle } from '@/features/links/articles'
import { Article } from '@/features/links/components/article'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { Notes } from './notes'
import { readNotes } from './reading'

type Props = {
  params: Promise<{ team: string; link: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, link } = await params
  const [member, id] = [await currentMember(team), fromShortId(link)]
  const article = member && id ? await getArticle(member, id) : null
  return article ? { title: article.title } : {}
}

/** The text that is kept of a link's page, and what the team wrote about it. */
export default async function ArticlePage({ params, searchParams }: Props) {
  const [{ team, link }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const id = fromShortId(link)
  const article = id ? await getArticle(member, id) : null
  if (!article) notFound()
  const notes = await readNotes(member, article, query)
  return (
    <>
      <PageHeader
        title={article.title}
        crumbs={[{ href: paths.link(team, article.linkId), label: article.link.title }]}
        meta={[article.link.site, article.byline].filter(Boolean).join(' · ')}
      />
      <CommentsFrame {...notes.discussed('annotation', article.id)}>
        <PageColumns aside={<Notes {...notes} />}>
          <Article article={article} earlier={{ team, of: article }}>
            <PassageList passages={notes.passages} />
          </Article>
          <PassageMarks marks={notes.marks} />
        </PageColumns>
      </CommentsFrame>
    </>
  )
}
