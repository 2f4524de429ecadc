import { getTranslations } from 'next-intl/server'
import type { FormAction } from '@/components/ui/action-form'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import type { EntryDetail } from '../../queries'
import { RestoreForm } from '../restore-form'
import { titleOf } from './entry-form'

type RemovedEntriesProps = {
  entries: EntryDetail[]
  sections: { id: string; title: string; count: number }[]
  restore: FormAction
  restoreSection: FormAction
  back: string
}

/** What was taken out of a list, each with the way back. */
export async function RemovedEntries(props: RemovedEntriesProps) {
  const { entries, sections, restore, restoreSection, back } = props
  const t = await getTranslations('lists')
  return (
    <section className="measure stack">
      <h2 className="section-title">{t('removedEntries')}</h2>
      {entries.length === 0 && <EmptyState title={t('removedEmpty')} />}
      <ul className="rows">
        {entries.map((entry) => (
          <li key={entry.id} className="flex items-center justify-between gap-4 py-2">
            <span>{titleOf(entry)}</span>
            <RestoreForm action={restore} id={entry.id} />
          </li>
        ))}
      </ul>
      {sections.length > 0 && (
        <>
          <h2 className="section-title">{t('sections.removedTitle')}</h2>
          <ul className="rows">
            {sections.map(({ id, title, count }) => (
              <li key={id} className="flex items-center justify-between gap-4 py-2">
                <span>
                  {title}{' '}
                  <span className="text-ink-2">{t('sections.removedCount', { count })}</span>
                </span>
                <RestoreForm action={restoreSection} id={id} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <PendingLink className="text-link" href={back}>
          {t('backToList')}
        </PendingLink>
      </p>
    </section>
  )
}
