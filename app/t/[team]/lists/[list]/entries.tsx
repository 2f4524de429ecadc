import { getTranslations } from 'next-intl/server'
import { PageColumns } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { CommentsFrame } from '@/features/comments/components/comments-frame'
import { CommentsOn, Discussion } from '@/features/comments/components/discussion'
import { addLinkAction, addSectionAction } from '@/features/reading-lists/actions'
import { AddLinkForm } from '@/features/reading-lists/components/adding/add-link-form'
import { ListEntries } from '@/features/reading-lists/components/entries/list-entries'
import { ListPages } from '@/features/reading-lists/components/list-pages'
import { ListViews } from '@/features/reading-lists/components/list-views'
import { entriesPerPage, getEntries, type ListDetail } from '@/features/reading-lists/queries'
import { listViewInput } from '@/features/reading-lists/schema'
import type { Member } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { readTalk } from './talk'

type EntriesProps = {
  member: Member
  list: ListDetail
  query: Record<string, string>
  drawn: Date
}

/** A page of a list's entries, with what is said of the list and of one of them beside and below. */
export async function Entries({ member, list, query, drawn }: EntriesProps) {
  const t = await getTranslations('lists')
  const team = member.team.slug
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
        team={team}
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
  const beside = (list.can.add || talk) && (
    <>
      {list.can.add && (
        <AddLinkForm
          action={addLinkAction.bind(null, team)}
          list={list}
          several={paths.addSeveral(team, list)}
          section={addSectionAction.bind(null, team)}
        />
      )}
      {talk && <Discussion {...talk.discussed('list', list.id)} />}
    </>
  )
  const columns = beside ? <PageColumns aside={beside}>{entries}</PageColumns> : entries
  if (!talk) return columns
  return <CommentsFrame {...talk.discussed('list', list.id)}>{columns}</CommentsFrame>
}
