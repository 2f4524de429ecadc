import { getFormatter, getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/empty-state'
import { type FilterChoice, FilterForm } from '@/components/ui/filter-form'
import { NewerOlder } from '@/components/ui/newer-older'
import { PendingLink } from '@/components/ui/pending-link'
import { type LibraryView, linksPerPage, linkTypes } from '@/features/links/schema'
import { showTime } from '@/features/sessions/recording'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { LibraryFilters, LibraryLink } from '../../library'
import { type LibraryRow, LibraryRows } from './library-rows'

type LibraryProps = {
  team: string
  view: LibraryView
  found: { links: LibraryLink[]; total: number }
  /** Null in the trash, which is not filtered */
  filters: LibraryFilters | null
  /** Whether there is a trash for the member to see */
  trash: boolean
}

/** The links of the team, in pages, with what they can be filtered by. */
export async function Library({ team, view, found, filters, trash }: LibraryProps) {
  const t = await getTranslations('links')
  const query = queryOf(view)
  const filtered = Object.values(query).some(Boolean)
  const at = (page: number) => paths.links(team, { ...query, page: page > 1 ? `${page}` : '' })
  const { links, total } = found
  const { page } = view
  return (
    <>
      {filters && (filtered || total > 1) && (
        <Filter team={team} query={query} filters={filters} filtered={filtered} />
      )}
      {links.length === 0 &&
        (view.view ? (
          <EmptyState title={t('trashEmpty')} />
        ) : filtered ? (
          <EmptyState title={t('noneFound')} />
        ) : (
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        ))}
      <LibraryRows
        rows={await rowsOf(team, links, !view.view)}
        open={t('openOf', { title: '{title}' })}
      />
      <NewerOlder className="actions mt-5" more={total > page * linksPerPage} {...{ page, at }} />
      {trash && !view.view && (
        <p className="lists-foot">
          <PendingLink className="text-link" href={paths.links(team, { view: 'trash' })}>
            {t('trash')}
          </PendingLink>
        </p>
      )}
    </>
  )
}

/** The filter as its address says it. */
function queryOf(view: LibraryView) {
  const short = (id: string | null) => (id ? shortId(id) : '')
  return {
    q: view.q,
    type: view.type ?? '',
    site: view.site ?? '',
    by: short(view.by),
    conference: short(view.conference),
    topic: short(view.topic),
    state: view.state ?? '',
    view: view.view ?? '',
  }
}

type FilterProps = {
  team: string
  query: ReturnType<typeof queryOf>
  filters: LibraryFilters
  filtered: boolean
}

async function Filter({ team, query, filters, filtered }: FilterProps) {
  const [t, types] = await Promise.all([getTranslations('links'), getTranslations('links.types')])
  const named = (of: { id: string; name: string }[]) =>
    of.map(({ id, name }): [string, string] => [shortId(id), name])
  const topics = filters.topics.map(({ id, name }): [string, string] => [shortId(id), `#${name}`])
  const states = (['failed', 'dead'] as const).map((it): [string, string] => [
    it,
    t(`states.${it}`),
  ])
  const options: [Exclude<keyof typeof query, 'q' | 'view'>, [string, string][]][] = [
    ['type', linkTypes.map((type) => [type, types(type)])],
    ['site', filters.sites.map(({ id }) => [id, id])],
    ['conference', named(filters.conferences)],
    ['topic', topics],
    ['by', named(filters.people)],
    ['state', states],
  ]
  const choices = options
    .map(
      ([name, options]): FilterChoice => ({
        name,
        label: t(`all.${name}`),
        chosen: query[name],
        options,
      }),
    )
    .filter(({ name, chosen, options }) => chosen || options.length > (name === 'topic' ? 0 : 1))
  return (
    <div className="library-filter">
      <FilterForm
        action={paths.links(team)}
        q={query.q}
        choices={choices}
        clearHref={filtered ? paths.links(team) : null}
        words={{ filter: t('filter'), search: t('search'), apply: t('apply'), clear: t('clear') }}
      />
    </div>
  )
}

/** `pictures`: what is in the trash shows none. */
async function rowsOf(
  team: string,
  links: LibraryLink[],
  pictures: boolean,
): Promise<LibraryRow[]> {
  const [t, types, format] = await Promise.all([
    getTranslations('links'),
    getTranslations('links.types'),
    getFormatter(),
  ])
  return links.map((link): LibraryRow => {
    const facts = [
      link.site,
      link.author,
      link.durationSeconds && showTime(link.durationSeconds * 1000),
      link.fetchState === 'failed' && t('states.failed'),
      link.lists > 0 && t('inLists', { count: link.lists }),
      link.annotations > 0 && t('inCount', { count: link.annotations }),
      link.comments > 0 && t('inComments', { count: link.comments }),
      t('broughtBy', {
        name: link.broughtBy,
        day: format.dateTime(link.broughtAt, { dateStyle: 'medium' }),
      }),
    ]
    return {
      id: link.id,
      title: link.title,
      href: paths.link(team, link.id),
      url: link.url,
      badge: types(link.type),
      facts: facts.filter(Boolean).join(' · '),
      ...(pictures &&
        link.pictureHash && { picture: paths.linkThumbnail(team, link.id, link.pictureHash) }),
      ...(link.deadAt && { trouble: t('states.dead') }),
    }
  })
}
