import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { restoreListAction, restoreSmartListAction } from '@/features/reading-lists/actions'
import { SmartListsTable } from '@/features/reading-lists/components/gathered/smart-lists-table'
import { ListsTable } from '@/features/reading-lists/components/lists-table'
import { RestoreForm } from '@/features/reading-lists/components/restore-form'
import { getSmartLists, getSmartNames } from '@/features/reading-lists/gathered/smart-lists'
import { getDoneCounts } from '@/features/reading-lists/mine/progress'
import { listsCan } from '@/features/reading-lists/policy'
import { getLists, getTrashedLists } from '@/features/reading-lists/queries'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<{ view?: string; deleted?: string; smart?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('lists'))('title') }
}

export default async function ListsPage({ params, searchParams }: Props) {
  const [{ team }, { view, deleted, smart: smartGone }] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const can = listsCan(member)
  const inTrash = view === 'trash' && can.edit
  const [t, lists, done, smart, trashed] = await Promise.all([
    getTranslations('lists'),
    inTrash ? [] : getLists(member),
    getDoneCounts(member),
    getSmartLists(member),
    inTrash || deleted ? getTrashedLists(member) : [],
  ])
  const restore = restoreListAction.bind(null, member.team.slug)
  const gone = trashed.find(({ id }) => id === fromShortId(String(deleted)))
  const back = { href: paths.lists(team), label: t('title') }
  const create = can.create && (
    <LinkButton variant="primary" href={paths.newList(team)}>
      {t('new')}
    </LinkButton>
  )
  if (inTrash) {
    return (
      <>
        <PageHeader title={t('trash')} crumbs={[back]} crumbsLabel={t('crumbs')} />
        {trashed.length === 0 && <EmptyState title={t('trashEmpty')} />}
        <ListsTable
          team={team}
          lists={trashed}
          tool={({ id }) => <RestoreForm action={restore} id={id} />}
        />
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={<span>{t('intro')}</span>}
        actions={
          <>
            {lists.length > 0 && create}
            <LinkButton href={paths.links(team)}>{t('allLinks')}</LinkButton>
          </>
        }
      />
      {gone && (
        <div className="notice measure mb-4 grid gap-2">
          <p>{t('deletedNotice', { title: gone.title })}</p>
          <RestoreForm action={restore} id={gone.id} />
        </div>
      )}
      {lists.length === 0 && (
        <EmptyState title={t('emptyTitle')} action={create}>
          {t('emptyText')} {!can.create && t('emptyReader')}
        </EmptyState>
      )}
      {smartGone && (
        <div className="notice measure mb-4 grid gap-2">
          <p>{t('smartDeleted')}</p>
          <RestoreForm
            action={restoreSmartListAction.bind(null, member.team.slug)}
            id={fromShortId(smartGone) ?? ''}
          />
        </div>
      )}
      <ListsTable team={team} lists={lists} done={done} />
      <SmartListsTable team={team} lists={smart} choices={await getSmartNames(member, smart)} />
      {can.edit && (
        <p className="lists-foot">
          <PendingLink className="text-link" href={paths.lists(team, { view: 'trash' })}>
            {t('trash')}
          </PendingLink>
        </p>
      )}
    </>
  )
}
