import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { MentioningList } from '@/features/annotations/components/mentioning-list'
import { getMentioning } from '@/features/annotations/mentioning'
import { getTopic } from '@/features/topics/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'

type Props = {
  params: Promise<{ team: string; topic: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, topic: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const topic = member && id ? await getTopic(member, id) : null
  return topic ? { title: `#${topic.name}` } : {}
}

/** A topic: what the team wrote about it, at whatever talk. */
export default async function TopicPage({ params, searchParams }: Props) {
  const [{ team, topic: part }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const page = pageNumber.parse(query.page)
  const [topic, found] = id
    ? await Promise.all([getTopic(member, id), getMentioning(member, id, page)])
    : [null, null]
  if (!topic || !found) notFound()
  const at = (number: number) =>
    paths.topic(team, topic, number > 1 ? { page: String(number) } : {})
  if (!isSlugIdOf(part, topic)) permanentRedirect(at(page))
  const t = await getTranslations('topics')
  return (
    <>
      <PageHeader
        title={`#${topic.name}`}
        meta={<span>{t('count', { count: found.total })}</span>}
      />
      <MentioningList {...{ member, found, page, at }} />
    </>
  )
}
