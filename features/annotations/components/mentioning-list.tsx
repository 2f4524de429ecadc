import { getFormatter, getTranslations } from 'next-intl/server'
import { NewerOlder } from '@/components/ui/newer-older'
import { marksFor } from '@/features/topics/components/marks-for'
import type { Member } from '@/lib/actor'
import { fillMarks } from '@/lib/markdown'
import { paths } from '@/lib/paths'
import type { Mentioning } from '../mentioning'
import { showMoment } from '../moment'
import { type MentioningRow, MentioningRows } from './mentioning-rows'

type ListProps = {
  member: Member
  found: Mentioning
  page: number
  /** The address of another page of the same list */
  at: (page: number) => string
}

/** Annotations from many talks and articles, the newest first, each with what it stands on. */
export async function MentioningList({ member, found, page, at }: ListProps) {
  const [t, format] = await Promise.all([getTranslations('annotations'), getFormatter()])
  const reader = { team: member.team.slug, userId: member.userId }
  const rows = found.annotations.map((it): MentioningRow => {
    const marks = marksFor(reader, new Map(Object.entries(it.names ?? {})), t('someone'))
    const wordless = it.kind === 'gap' ? t('missed') : it.kind === 'photo' ? t('noPhoto') : ''
    return {
      id: it.id,
      author: { id: it.authorId, name: it.author },
      kind: it.kind,
      label: t(`kinds.${it.kind}`),
      facts: [
        it.audience === 'me' && t('onlyYou'),
        format.dateTime(it.createdAt, { dateStyle: 'medium' }),
      ]
        .filter(Boolean)
        .join(' · '),
      html: fillMarks(it.html, marks) || `<p>${wordless}</p>`,
      ...(it.answerHtml && { answer: fillMarks(it.answerHtml, marks) }),
      place: [showMoment(it.fromMs), it.place.title, it.conference].filter(Boolean).join(' · '),
      href: paths.annotation(member.team.slug, it.place, it.id),
    }
  })
  return (
    <>
      <MentioningRows rows={rows} />
      <NewerOlder {...{ page, at }} more={found.more} />
    </>
  )
}
