import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { HistoryView } from '@/features/annotations/components/history-view'
import { editBlockAction } from '@/features/summaries/actions'
import { getBlockHistory } from '@/features/summaries/history'
import { requireMember } from '@/lib/actor'
import { fromShortId, fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'

type Props = {
  params: Promise<{ team: string; session: string; block: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('summaries'))('history') }
}

/** What words of a summary said before: who changed them, when, and how. */
export default async function BlockHistoryPage({ params, searchParams }: Props) {
  const [{ team, session: part, block }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const [sessionId, id] = [fromSlugId(part), fromShortId(block)]
  const page = pageNumber.parse(query.page)
  const history = sessionId && id ? await getBlockHistory(member, sessionId, id, page) : null
  if (!history) notFound()
  const { place: session } = history
  return (
    <HistoryView
      {...{ team, history, page }}
      title={(await getTranslations('summaries'))('history')}
      place={{ href: paths.summary(team, session, history.id), label: session.title }}
      at={(page) => paths.blockHistory(team, session, history.id, { page })}
      restore={({ body: text }) => ({
        action: editBlockAction.bind(null, team),
        fields: { id: history.id, revision: String(history.revision), text },
      })}
    />
  )
}
