import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { ListView } from '../schema'

type ListPagesProps = {
  team: string
  list: { id: string; slug: string; entryCount: number }
  page: number
  view: ListView
  perPage: number
}

/** Plain links to the pages of a long list; nothing when it has one. */
export async function ListPages({ team, list, page, view, perPage }: ListPagesProps) {
  const count = Math.ceil(list.entryCount / perPage)
  if (count < 2) return null
  const t = await getTranslations('lists')
  return (
    <nav className="list-pages" aria-label={t('pages')}>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <PendingLink
          key={number}
          href={paths.list(team, list, {
            page: number > 1 ? String(number) : '',
            view: view === 'cards' ? '' : view,
          })}
          aria-current={number === page ? 'page' : undefined}
        >
          {t('page', {
            from: (number - 1) * perPage + 1,
            to: Math.min(list.entryCount, number * perPage),
          })}
        </PendingLink>
      ))}
    </nav>
  )
}
