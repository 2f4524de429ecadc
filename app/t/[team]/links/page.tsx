import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { linksCan } from '@/features/links/policy'
import { libraryInput } from '@/features/links/schema'
import { Library } from '@/features/reading-lists/components/library/library'
import { getLibrary, getLibraryFilters } from '@/features/reading-lists/library'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('links'))('title') }
}

/** All links that the team knows, whatever list or annotation brought them. */
export default async function LinksPage({ params, searchParams }: Props) {
  const [{ team }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const { seeTrash } = linksCan(member)
  const asked = libraryInput.parse(query)
  const view = seeTrash ? asked : { ...asked, view: null }
  const [t, found, filters] = await Promise.all([
    getTranslations('links'),
    getLibrary(member, view),
    view.view ? null : getLibraryFilters(member),
  ])
  const lists = { href: paths.lists(team), label: t('lists') }
  const links = { href: paths.links(team), label: t('title') }
  return (
    <>
      <PageHeader
        title={view.view ? t('trash') : t('title')}
        crumbs={view.view ? [lists, links] : [lists]}
        crumbsLabel={t('crumbs')}
        meta={<span>{view.view ? t('trashIntro') : t('count', { count: found.total })}</span>}
      />
      <Library team={team} view={view} found={found} filters={filters} trash={seeTrash} />
    </>
  )
}
