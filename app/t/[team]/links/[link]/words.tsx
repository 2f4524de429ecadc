import { getTranslations } from 'next-intl/server'
import { MentioningList } from '@/features/annotations/components/mentioning-list'
import type { Mentioning } from '@/features/annotations/mentioning'
import type { CitingComments } from '@/features/comments/citing'
import { CitingList } from '@/features/comments/components/citing-list'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Found<T> = { found: T; page: number }
type WordsProps = {
  member: Member
  id: string
  annotations: Found<Mentioning>
  comments: Found<CitingComments>
}

/** The annotations and comments that name the address of a link. */
export async function Words({ member, id, annotations, comments }: WordsProps) {
  const t = await getTranslations('links')
  const at = (key: 'page' | 'comments') => (number: number) =>
    paths.link(member.team.slug, id, number > 1 ? { [key]: String(number) } : {})
  return (
    <>
      {annotations.found.total > 0 && (
        <section aria-labelledby="citing">
          <h2 id="citing" className="section-title">
            {t('inAnnotations')} <span className="count">{annotations.found.total}</span>
          </h2>
          <MentioningList member={member} {...annotations} at={at('page')} />
        </section>
      )}
      <CitingList member={member} {...comments} at={at('comments')} />
    </>
  )
}
