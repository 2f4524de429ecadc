import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { HistoryView } from '@/features/annotations/components/history-view'
import { restoreTextAction } from '@/features/recaps/actions'
import { getRecapHistory } from '@/features/recaps/history'
import { historyQuery } from '@/features/recaps/schema'
import { requireMember } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; conference: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('recaps'))('history') }
}

/** What the introduction of a recap said before, or the line on a talk. */
export default async function RecapHistoryPage({ params, searchParams }: Props) {
  const [{ team, conference: part }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const { talk, page } = historyQuery.parse(query)
  const conferenceId = fromSlugId(part)
  const history =
    conferenceId && talk !== null
      ? await getRecapHistory(member, conferenceId, talk ?? null, page)
      : null
  if (!history) notFound()
  const t = await getTranslations('recaps')
  const { id: recap, revision, conference, session } = history
  return (
    <HistoryView
      {...{ team, history, page }}
      title={session ? t('lineHistory', { title: session.title }) : t('introductionHistory')}
      place={{
        href: paths.recap(team, conference),
        label: t('titleOf', { title: conference.title }),
      }}
      at={(page) => paths.recapHistory(team, conference, talk ?? null, { page })}
      restore={({ id: text }) => ({
        action: restoreTextAction.bind(null, team),
        fields: { recap, talk: talk ?? '', revision: String(revision), text },
      })}
    />
  )
}
