import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { copySmartListAction } from '@/features/reading-lists/actions'
import { GatheredRows } from '@/features/reading-lists/components/gathered/gathered-rows'
import { smartWords } from '@/features/reading-lists/components/gathered/smart-words'
import { Pager } from '@/features/reading-lists/components/pager'
import { smartGathering } from '@/features/reading-lists/gathered/filter'
import { getGathered } from '@/features/reading-lists/gathered/queue'
import { getSmartChoices, getSmartList } from '@/features/reading-lists/gathered/smart-lists'
import { currentMember, requireMember } from '@/lib/actor'
import { fromShortId, fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'

type Props = {
  params: Promise<{ team: string; list: string }>
  searchParams: Promise<{ page?: string; mine?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const [member, id] = [await currentMember(team), fromSlugId(part)]
  const smart = member && id ? await getSmartList(member, id) : null
  return smart ? { title: smart.title } : {}
}

/** What a filter finds now. */
export default async function SmartListPage({ params, searchParams }: Props) {
  const [{ team, list: part }, query] = await Promise.all([params, searchParams])
  const drawn = new Date()
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const smart = id ? await getSmartList(member, id) : null
  if (!smart) notFound()
  if (!isSlugIdOf(part, smart)) permanentRedirect(paths.smartList(team, smart, query))
  const page = pageNumber.parse(query.page)
  const [t, lists, choices, found] = await Promise.all([
    getTranslations('smartLists'),
    getTranslations('lists'),
    getSmartChoices(member),
    getGathered(member, smartGathering(smart.filter), page),
  ])
  const { slug } = member.team
  const hrefOf = (number: number, more: Record<string, string> = {}) =>
    paths.smartList(team, smart, { page: number > 1 ? String(number) : '', ...more })
  return (
    <>
      <PageHeader
        title={smart.title}
        crumbs={[{ href: paths.lists(team), label: lists('title') }]}
        crumbsLabel={lists('crumbs')}
        meta={
          <>
            <span>{lists('count', { count: found.total })}</span>
            <span>{await smartWords(smart.filter, choices)}</span>
            <span>{smart.forTeam ? lists('teamOnly') : t('onlyYou')}</span>
          </>
        }
        actions={
          <>
            {smart.can.edit && (
              <LinkButton href={paths.editSmartList(team, smart)}>{t('edit')}</LinkButton>
            )}
            {smart.can.copy && found.total > 0 && (
              <ActionForm action={copySmartListAction.bind(null, slug)} className="contents">
                <input type="hidden" name="id" value={smart.id} />
                <SubmitButton variant="secondary">{t('copy')}</SubmitButton>
              </ActionForm>
            )}
          </>
        }
      />
      {found.items.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      <GatheredRows
        team={slug}
        items={found.items}
        reader={{ userId: member.userId, drawn }}
        keeping={query.mine ? fromShortId(query.mine) : null}
        address={(more) => hrefOf(page, more)}
      />
      <Pager page={page} pages={found.pages} hrefOf={hrefOf} />
    </>
  )
}
