import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { HistoryView } from '@/features/annotations/components/history-view'
import { getHistory } from '@/features/annotations/history'
import { getArticle } from '@/features/links/articles'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'

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
  const page = pageNumber.parse(query.page)
  const article = linkId ? await getArticle(member, linkId) : null
  const history = article && id ? await getHistory(member, article.id, id, page, 'article') : null
  if (!history) notFound()
  const { place } = history
  return (
    <HistoryView
      {...{ team, history, page }}
      title={(await getTranslations('annotations'))('history')}
      place={{ href: paths.annotation(team, place, history.id), label: place.title }}
      at={(page) => paths.history(team, place, history.id, { page })}
    />
  )
}
