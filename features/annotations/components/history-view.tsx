import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { NewerOlder } from '@/components/ui/newer-older'
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
      <NewerOlder page={page} more={shown.history.more} at={(page) => at(String(page))} />
    </>
  )
}
