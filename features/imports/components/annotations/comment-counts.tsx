import { getTranslations } from 'next-intl/server'
import type { AnnotationPlan } from '../../annotations/plan'

/** How many comments come along, and how many stay where they are; nothing where there are none. */
export async function CommentCounts({ comments }: Pick<AnnotationPlan, 'comments'>) {
  const t = await getTranslations('imports.annotations')
  const { added, left } = comments
  if (added + left === 0) return null
  return (
    <p className="text-sm">
      {t('comments', { added })} {left > 0 && t('commentsLeft', { left })}
    </p>
  )
}
