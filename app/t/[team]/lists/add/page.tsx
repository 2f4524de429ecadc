import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { addByAddressAction } from '@/features/reading-lists/actions'
import { getAdding } from '@/features/reading-lists/anywhere'
import { AddForms } from '@/features/reading-lists/components/adding/add-forms'
import { addingInput } from '@/features/reading-lists/schema'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<{ address?: string }>
}

async function addingOf({ params, searchParams }: Props) {
  const [{ team }, query] = await Promise.all([params, searchParams])
  const member = await currentMember(team)
  const asked = addingInput.safeParse(query)
  const adding = member && asked.success ? await getAdding(member, asked.data.address) : null
  return adding && asked.data ? { ...adding, address: asked.data.address } : null
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const adding = await addingOf(props)
  return adding
    ? { title: (await getTranslations('adding'))('titleOf', { title: adding.title }) }
    : {}
}

/** Adds what an address leads to: where there is no script, or from a bookmark. */
export default async function AddPage(props: Props) {
  const member = await requireMember((await props.params).team)
  const adding = await addingOf(props)
  if (!adding) notFound()
  const [t, lists] = await Promise.all([getTranslations('adding'), getTranslations('lists')])
  const { slug } = member.team
  return (
    <>
      <PageHeader
        title={t('titleOf', { title: adding.title })}
        crumbs={[{ href: paths.lists(slug), label: lists('title') }]}
        crumbsLabel={lists('crumbs')}
      />
      <AddForms action={addByAddressAction.bind(null, slug)} adding={adding} />
    </>
  )
}
