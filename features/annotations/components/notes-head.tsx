import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SegmentedLinks } from '@/components/ui/segmented'
import { noteViews, type View } from '../views'

type HeadProps = {
  view: View
  /** Makes the page's address of a query, with the filters there are; null where there is one view */
  address: ((query: Record<string, string | undefined>) => string) | null
  /** Stands beside the title: who else is here */
  head?: ReactNode
  /** Stands at the end: the filters of a view that has them */
  children?: ReactNode
}

/** The head of what a team wrote on a talk, with the ways to look at it. */
export function NotesHead({ view, address, head, children }: HeadProps) {
  const t = useTranslations('annotations')
  const first = { page: undefined, notes: undefined }
  return (
    <div className="notes-head">
      <h2 id="annotations">{t('title')}</h2>
      {head}
      {address && (
        <SegmentedLinks
          label={t('views.label')}
          options={noteViews.map((notes) => ({
            href: address(notes === 'stream' ? first : { ...first, notes }),
            label: t(`views.${notes}`),
            current: view.notes === notes,
          }))}
        />
      )}
      {children}
    </div>
  )
}
