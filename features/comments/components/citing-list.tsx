import { getFormatter, getTranslations } from 'next-intl/server'
import { NewerOlder } from '@/components/ui/newer-older'
import {
  type MentioningRow,
  MentioningRows,
} from '@/features/annotations/components/mentioning-rows'
import { marksFor } from '@/features/topics/components/marks-for'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { fillMarks } from '@/lib/markdown'
import { paths } from '@/lib/paths'
import type { CitingComments } from '../citing'

type ListProps = {
  member: Member
  found: CitingComments
  page: number
  /** The address of another page of the same list */
  at: (page: number) => string
}

/** Comments from many places, the newest first, each with what it hangs on. Nothing for none. */
export async function CitingList({ member, found, page, at }: ListProps) {
  if (found.total === 0) return null
  const [t, format] = await Promise.all([getTranslations('comments.citing'), getFormatter()])
  const { slug: team } = member.team
  const rows = found.comments.flatMap((it): MentioningRow[] => {
    const { place, list } = it
    const on = place ?? list
    if (!on) return []
    const marks = marksFor(
      { team, userId: member.userId },
      new Map(Object.entries(it.names ?? {})),
      t('someone'),
    )
    const title = [on.title, it.conference].filter(Boolean).join(' · ')
    return [
      {
        id: it.id,
        author: { id: it.authorId, name: it.author },
        facts: format.dateTime(it.createdAt, { dateStyle: 'medium' }),
        html: fillMarks(it.html, marks),
        place: t(`on.${it.on}`, { title }),
        href: place
          ? paths.comment(team, place, { id: it.id, on: it.annotationId })
          : `${paths.list(team, on)}#comment-${shortId(it.id)}`,
      },
    ]
  })
  return (
    <section aria-labelledby="commented">
      <h2 id="commented" className="section-title">
        {t('title')} <span className="count">{found.total}</span>
      </h2>
      <MentioningRows rows={rows} />
      <NewerOlder {...{ page, at }} more={found.more} />
    </section>
  )
}
