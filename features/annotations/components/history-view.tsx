import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Revisions, type RevisionsProps } from './revisions'

type HistoryViewProps = Omit<RevisionsProps, 'newest'> & {
  title: string
  /** Where the latest text stands */
  place: { href: string; label: string }
  page: number
  at: (page: string) => string
}

/** A page of what one thing said before: who changed it, when, and how. */
export async function HistoryView({ title, place, page, at, ...shown }: HistoryViewProps) {
  const t = await getTranslations('annotations')
  return (
    <>
      <PageHeader crumbs={[place]} title={title} />
      {shown.history.texts.length > 0 ? (
        <Revisions {...shown} newest={page === 1} />
      ) : (
        <EmptyState title={t('noTexts')} />
      )}
      <div className="actions">
        {page > 1 && <LinkButton href={at(`${page - 1}`)}>{t('newer')}</LinkButton>}
        {shown.history.more && <LinkButton href={at(`${page + 1}`)}>{t('older')}</LinkButton>}
      </div>
    </>
  )
}
