import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { ListForSession } from '../../queries'

/** The panel of a talk page that says in which lists it stands; nothing when in none. */
export function InLists({ team, lists }: { team: string; lists: ListForSession[] }) {
  const t = useTranslations('lists')
  const holding = lists.filter(({ contains }) => contains)
  if (holding.length === 0) return null
  return (
    <Card title={t('inLists')} aside={holding.length}>
      <ul className="rows">
        {holding.map((list) => (
          <li key={list.id} className="py-1.5">
            <PendingLink className="plain-link" href={paths.list(team, list)}>
              {list.title}
            </PendingLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
