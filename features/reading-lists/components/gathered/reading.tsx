import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Menu, MenuLink } from '@/components/ui/menu'
import { SegmentedLinks } from '@/components/ui/segmented'
import { linkTypes } from '@/features/links/schema'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { ReadingView } from '../../gathered/filter'
import type { Gathered } from '../../gathered/queue'
import { Pager } from '../pager'
import { GatheredRows } from './gathered-rows'

type ReadingProps = {
  team: string
  view: ReadingView
  found: { pages: number; items: Gathered[] }
  lists: { id: string; title: string }[]
  reader: { userId: string; drawn: Date }
  keeping: string | null
}

/** What the reader has to read: filters over it, and its rows. */
export async function Reading({ team, view, found, lists, reader, keeping }: ReadingProps) {
  const [t, types, words] = await Promise.all([
    getTranslations('mine'),
    getTranslations('links.types'),
    getTranslations('lists'),
  ])
  const { state, show, type, order, page } = view
  const list = view.list && shortId(view.list)
  const address = (given: Record<string, string | null>) => {
    const now = { state: state === 'open' ? null : state, show, type, list }
    const query = { ...now, order: order === 'doing' ? null : order, ...given }
    const asked = Object.entries(query).map(([name, value]) => [name, value ?? undefined])
    return paths.reading(team, Object.fromEntries(asked))
  }
  const here = (current: boolean) => ({ 'aria-current': current ? ('true' as const) : undefined })
  const typeOf = (one: NonNullable<typeof type>) =>
    one === 'session' ? words('session') : types(one)
  const filtered = state !== 'open' || show || type || list
  const shownPage = page > 1 ? { page: String(page) } : {}
  return (
    <>
      <div className="actions open-choices">
        <SegmentedLinks
          label={t('whichState')}
          options={[
            ...(['open', 'doing', 'done'] as const).map((one) => ({
              href: address({ state: one === 'open' ? null : one, show: null }),
              label: t(`queue.${one}`),
              current: !show && state === one,
            })),
            ...(['favourites', 'later'] as const).map((one) => ({
              href: address({ show: one, state: null }),
              label: t(`queue.${one}`),
              current: show === one,
            })),
          ]}
        />
        <Menu trigger={type ? typeOf(type) : t('allTypes')} variant="quiet">
          <MenuLink href={address({ type: null })} {...here(!type)}>
            {t('allTypes')}
          </MenuLink>
          {([...linkTypes, 'session'] as const).map((one) => (
            <MenuLink key={one} href={address({ type: one })} {...here(type === one)}>
              {typeOf(one)}
            </MenuLink>
          ))}
        </Menu>
        {lists.length > 1 && (
          <Menu
            trigger={lists.find(({ id }) => id === view.list)?.title ?? t('allLists')}
            variant="quiet"
          >
            <MenuLink href={address({ list: null })} {...here(!list)}>
              {t('allLists')}
            </MenuLink>
            {lists.map(({ id, title }) => (
              <MenuLink key={id} href={address({ list: shortId(id) })} {...here(id === view.list)}>
                {title}
              </MenuLink>
            ))}
          </Menu>
        )}
        <Menu trigger={t(`order.${order}`)} variant="quiet" align="end">
          {(['doing', 'list'] as const).map((one) => (
            <MenuLink
              key={one}
              href={address({ order: one === 'doing' ? null : one })}
              {...here(order === one)}
            >
              {t(`order.${one}`)}
            </MenuLink>
          ))}
        </Menu>
      </div>
      {found.items.length === 0 ? (
        <EmptyState
          title={filtered ? t('queueNone') : t('queueEmpty')}
          action={
            filtered ? (
              <LinkButton href={paths.reading(team)}>{t('queueAll')}</LinkButton>
            ) : (
              <LinkButton href={paths.lists(team)}>{t('toLists')}</LinkButton>
            )
          }
        >
          {!filtered && t('queueEmptyText')}
        </EmptyState>
      ) : (
        <GatheredRows
          team={team}
          items={found.items}
          reader={reader}
          keeping={keeping}
          address={(more) => address({ ...shownPage, ...more })}
        />
      )}
      <Pager
        page={page}
        pages={found.pages}
        hrefOf={(number) => address({ page: number > 1 ? String(number) : null })}
      />
    </>
  )
}
