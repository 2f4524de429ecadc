import { useTranslations } from 'next-intl'
import { LinkButton } from './button'

type NewerOlderProps = {
  /** From 1 */
  page: number
  more: boolean
  /** The address of another page */
  at: (page: number) => string
  className?: string
}

/** The ways to the pages before and after this one, the newest first; nothing where there is but one. */
export function NewerOlder({ page, more, at, className = 'actions' }: NewerOlderProps) {
  const t = useTranslations('ui')
  if (page === 1 && !more) return null
  return (
    <div className={className}>
      {page > 1 && <LinkButton href={at(page - 1)}>{t('newer')}</LinkButton>}
      {more && <LinkButton href={at(page + 1)}>{t('older')}</LinkButton>}
    </div>
  )
}
