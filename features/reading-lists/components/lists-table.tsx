import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDays, localDate } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { ListSummary } from '../queries'

type ListsTableProps = {
  team: string
  lists: ListSummary[]
  /** With how many entries of each the reader is done. */
  done?: Map<string, number>
  /** What stands at the end of a row, in the place of the link: for lists in the trash. */
  tool?: (list: ListSummary) => ReactNode
}

/** Lists as rows: title, first words, how much, by whom, when changed. */
export async function ListsTable({ team, lists, done, tool }: ListsTableProps) {
  const [t, mine, locale] = await Promise.all([
    getTranslations('lists'),
    getTranslations('mine'),
    getLocale(),
  ])
  return (
    <ul className="lists">
      {lists.map((list) => {
        const day = localDate(list.updatedAt, 'UTC')
        return (
          <li key={list.id}>
            {tool ? (
              <span className="lists-title">{list.title}</span>
            ) : (
              <PendingLink className="lists-title" href={paths.list(team, list)}>
                {list.title}
              </PendingLink>
            )}
            {list.descriptionPlain && <p className="lists-text">{list.descriptionPlain}</p>}
            <p className="entry-facts">
              {[
                done?.has(list.id)
                  ? mine('progress', { done: `${done.get(list.id)}`, total: list.entryCount })
                  : t('count', { count: list.entryCount }),
                t('by', { name: list.createdBy }),
                t('updated', { day: formatDays(day, day, locale) }),
              ].join(' · ')}
            </p>
            {tool?.(list)}
          </li>
        )
      })}
    </ul>
  )
}
