import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'

type PagerProps = { page: number; pages: number; hrefOf: (page: number) => string }

/** Plain links to the page before and the one after; nothing when there is one. */
export async function Pager({ page, pages, hrefOf }: PagerProps) {
  if (pages < 2) return null
  const t = await getTranslations('mine')
  return (
    <nav className="list-pages" aria-label={t('pages')}>
      {page > 1 && <PendingLink href={hrefOf(page - 1)}>{t('pageBefore')}</PendingLink>}
      <span>{t('pageOf', { page, pages })}</span>
      {page < pages && <PendingLink href={hrefOf(page + 1)}>{t('pageAfter')}</PendingLink>}
    </nav>
  )
}
