import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageColumns } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { CommentsFrame } from '@/features/comments/components/comments-frame'
import { CommentsOn, Discussion } from '@/features/comments/components/discussion'
import {
  addLinkAction,
  addSectionAction,
  restoreEntryAction,
  restoreSectionAction,
} from '@/features/reading-lists/actions'
import { AddLinkForm } from '@/features/reading-lists/components/adding/add-link-form'
import { ListEntries } from '@/features/reading-lists/components/entries/list-entries'
import { RemovedEntries } from '@/features/reading-lists/components/entries/removed-entries'
import { ListHeader } from '@/features/reading-lists/components/list-header'
import { ListPages } from '@/features/reading-lists/components/list-pages'
import { ListViews } from '@/features/reading-lists/components/list-views'
import {
  entriesPerPage,
  getEntries,
  getList,
  getRemovedEntries,
  getRemovedSections,
} from '@/features/reading-lists/queries'
import { listViewInput } from '@/features/reading-lists/schema'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId, fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { readTalk } from './talk'

type Query = Record<string, string>
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
    const [entries, sections] = await Promise.all([
      getRemovedEntries(member, list),
      getRemovedSections(member, list),
    ])
    const restore = restoreEntryAction.bind(null, slug)
    const restoreSection = restoreSectionAction.bind(null, slug)
    const back = paths.list(team, list)
    return (
      <>
        {header}
        <RemovedEntries {...{ entries, sections, restore, restoreSection, back }} />
      </>
    )
  }
  const pages = Math.max(1, Math.ceil(list.entryCount / entriesPerPage))
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? '', 10) || 1))
  const view = listViewInput.parse(query.view)
  const [shown, talk] = await Promise.all([
    getEntries(member, list, page, view),
    readTalk(member, list, query),
  ])
  const opened = shown.entries.find(({ id }) => id === talk?.entry)?.id
  const editing = query.edit ? fromShortId(query.edit) : null
  const entries = (
    <>
      {query.added !== undefined && (
        <p className="notice notice-good" role="status">
          {t('several.added', { added: Number(query.added) || 0, there: Number(query.there) || 0 })}
        </p>
      )}
      <ListViews team={team} list={list} view={view} />
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
        renaming={query.section ? fromShortId(query.section) : null}
        view={view}
        {...(talk &&
          opened && {
            below: { id: opened, content: <CommentsOn {...talk.discussed('entry', opened)} /> },
          })}
        reader={{ userId: member.userId, drawn }}
      />
      <ListPages {...{ team, list, page, view }} perPage={entriesPerPage} />
    </>
  )
  const columns =
    list.can.add || talk ? (
      <PageColumns
        aside={
          <>
            {list.can.add && (
              <AddLinkForm
                action={addLinkAction.bind(null, slug)}
                list={list}
                several={paths.addSeveral(team, list)}
                section={addSectionAction.bind(null, slug)}
              />
            )}
            {talk && <Discussion {...talk.discussed('list', list.id)} />}
          </>
        }
      >
        {entries}
      </PageColumns>
    ) : (
      entries
    )
  return (
    <>
      {header}
      {talk ? (
        <CommentsFrame {...talk.discussed('list', list.id)}>{columns}</CommentsFrame>
      ) : (
        columns
      )}
    </>
  )
}
