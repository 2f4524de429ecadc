import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Revisions } from '@/features/annotations/components/revisions'
import { getHistory } from '@/features/annotations/history'
import { pageInput } from '@/features/annotations/schema'
import { getArticle } from '@/features/links/articles'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; link: string; annotation: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('annotations'))('history') }
}

/** What an annotation on an article said before: who changed it, when, and how. */
export default async function HistoryPage({ params, searchParams }: Props) {
  const [{ team, link: part, annotation }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const [linkId, id] = [fromShortId(part), fromShortId(annotation)]
  const page = pageInput.parse(query.page)
  const article = linkId ? await getArticle(member, linkId) : null
  const history = article && id ? await getHistory(member, article.id, id, page, 'article') : null
  if (!history) notFound()
  const t = await getTranslations('annotations')
  const { place } = history
  const at = (number: number) => paths.history(team, place, history.id, { page: `${number}` })
  return (
    <>
      <PageHeader
        crumbs={[{ href: paths.annotation(team, place, history.id), label: place.title }]}
        title={t('history')}
      />
      <Revisions team={team} history={history} newest={page === 1} />
      <div className="actions">
        {page > 1 && <LinkButton href={at(page - 1)}>{t('newer')}</LinkButton>}
        {history.more && <LinkButton href={at(page + 1)}>{t('older')}</LinkButton>}
      </div>
    </>
  )
}
