import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { ListHeader } from '@/features/reading-lists/components/list-header'
import { currentMember, requireMember } from '@/lib/actor'
import { isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { Entries } from './entries'
import { findList } from './find-list'
import { Removed } from './removed'

type Query = Record<string, string>
type Props = {
  params: Promise<{ team: string; list: string }>
  searchParams: Promise<Query>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, list: part } = await params
  const list = await findList(await currentMember(team), part)
  return list ? { title: list.title } : {}
}

export default async function ListPage({ params, searchParams }: Props) {
  const [{ team, list: part }, query] = await Promise.all([params, searchParams])
  const drawn = new Date()
  const member = await requireMember(team)
  const list = await findList(member, part)
  if (!list) notFound()
  if (!isSlugIdOf(part, list)) permanentRedirect(paths.list(team, list, query))
  return (
    <>
      <ListHeader team={team} list={list} />
      {query.view === 'removed' && list.can.edit ? (
        <Removed member={member} list={list} />
      ) : (
        <Entries member={member} list={list} query={query} drawn={drawn} />
      )}
    </>
  )
}
