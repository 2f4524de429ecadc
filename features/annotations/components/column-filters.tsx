import { useTranslations } from 'next-intl'
import { Menu, MenuLink } from '@/components/ui/menu'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import type { TeamPerson } from '../queries'
import { annotationKinds } from '../schema'
import type { View } from '../views'

type FiltersProps = {
  member: Member
  people: TeamPerson[]
  view: View
  address: (query: Record<string, string | undefined>) => string
}

/** Whose annotations, and of which kind. */
export function ColumnFilters({ member, people, view, address }: FiltersProps) {
  const t = useTranslations('annotations')
  const authors = people.filter(({ annotations }) => annotations > 0)
  if (authors.length === 0) return null
  const called = ({ id, name }: TeamPerson) => (id === member.userId ? t('you', { name }) : name)
  const author = authors.find(({ id }) => id === view.by)
  const here = (current: boolean) => ({ 'aria-current': current ? ('true' as const) : undefined })
  const first = { page: undefined }
  return (
    <div className="notes-filters">
      <Menu trigger={author ? called(author) : t('everyone')} variant="quiet" align="end">
        <MenuLink href={address({ ...first, by: undefined })} keepScroll {...here(!view.by)}>
          {t('everyone')}
        </MenuLink>
        {authors.map((person) => (
          <MenuLink
            key={person.id}
            href={address({ ...first, by: shortId(person.id) })}
            keepScroll
            {...here(person.id === view.by)}
          >
            {called(person)}
            <span className="count">{person.annotations}</span>
          </MenuLink>
        ))}
      </Menu>
      <Menu
        trigger={view.kind ? t(`kinds.${view.kind}`) : t('allKinds')}
        variant="quiet"
        align="end"
      >
        <MenuLink href={address({ ...first, kind: undefined })} keepScroll {...here(!view.kind)}>
          {t('allKinds')}
        </MenuLink>
        {annotationKinds.map((kind) => (
          <MenuLink
            key={kind}
            href={address({ ...first, kind })}
            keepScroll
            {...here(kind === view.kind)}
          >
            {t(`kinds.${kind}`)}
          </MenuLink>
        ))}
      </Menu>
    </div>
  )
}
