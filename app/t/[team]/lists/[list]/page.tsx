import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageColumns } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { addLinkAction, restoreEntryAction } from '@/features/reading-lists/actions'
import { AddLinkForm } from '@/features/reading-lists/components/add-link-form'
import { ListEntries } from '@/features/reading-lists/components/list-entries'
import { ListHeader } from '@/features/reading-lists/components/list-header'
import { ListPages } from '@/features/reading-lists/components/list-pages'
import { RemovedEntries } from '@/features/reading-lists/components/removed-entries'
import {
  entriesPerPage,
  getEntries,
  getList,
  getRemovedEntries,
} from '@/features/reading-lists/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId, fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Query = { page?: string; edit?: string; mine?: string; view?: string }
type Props = {
  params: Promise<{ team: string; list: string }>
  searchParams: Promise<Query>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const list = member && id ? await getList(member, id) : null
  return list ? { title: list.title } : {}
}

export default async function ListPage({ params, searchParams }: Props) {
  const [{ team, list: part }, query] = await Promise.all([params, searchParams])
  const drawn = new Date()
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const list = id ? await getList(member, id) : null
  if (!list) notFound()
  if (!isSlugIdOf(part, list)) permanentRedirect(paths.list(team, list, query))

  const t = await getTranslations('lists')
  const slug = member.team.slug
  const header = <ListHeader team={team} list={list} />
  if (query.view === 'removed' && list.can.edit) {
    const removed = await getRemovedEntries(member, list)
    const restore = restoreEntryAction.bind(null, slug)
    return (
      <>
        {header}
        <RemovedEntries entries={removed} restore={restore} back={paths.list(team, list)} />
      </>
    )
  }
  const pages = Math.max(1, Math.ceil(list.entryCount / entriesPerPage))
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? '', 10) || 1))
  const shown = await getEntries(member, list, page)
  const editing = query.edit ? fromShortId(query.edit) : null
  const entries = (
    <>
      {shown.entries.length === 0 && (
        <EmptyState title={t('emptyListTitle')}>{list.can.add && t('emptyListText')}</EmptyState>
      )}
      <ListEntries
        team={slug}
        list={list}
        shown={shown}
        page={page}
        start={(page - 1) * entriesPerPage + 1}
        editing={editing}
        keeping={query.mine ? fromShortId(query.mine) : null}
        reader={{ userId: member.userId, drawn }}
      />
      <ListPages team={team} list={list} page={page} perPage={entriesPerPage} />
    </>
  )
  return (
    <>
      {header}
      {list.can.add ? (
        <PageColumns
          aside={<AddLinkForm action={addLinkAction.bind(null, slug)} listId={list.id} />}
        >
          {entries}
        </PageColumns>
      ) : (
        entries
      )}
    </>
  )
}
