import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Reading } from '@/features/reading-lists/components/gathered/reading'
import { gatheringOf, readingInput } from '@/features/reading-lists/gathered/filter'
import { getGathered, getListNames } from '@/features/reading-lists/gathered/queue'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('mine'))('title') }
}

/** What one has to read, of all lists one sees. */
export default async function ReadingPage({ params, searchParams }: Props) {
  const [{ team }, query] = await Promise.all([params, searchParams])
  const drawn = new Date()
  const member = await requireMember(team)
  const view = readingInput.parse(query)
  const [t, found, lists] = await Promise.all([
    getTranslations('mine'),
    getGathered(member, gatheringOf(view), view.page),
    getListNames(member),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={
          <>
            <span>{t('queueCount', { count: found.total })}</span>
            <span>{t('onlyYouQueue')}</span>
          </>
        }
      />
      <Reading
        team={member.team.slug}
        view={view}
        found={found}
        lists={lists}
        reader={{ userId: member.userId, drawn }}
        keeping={query.mine ? fromShortId(query.mine) : null}
      />
    </>
  )
}
