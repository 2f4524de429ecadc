import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SharedListView } from '@/features/reading-lists/components/shared-list'
import { getSharedList } from '@/features/reading-lists/queries'
import { visitorFor } from '@/lib/actor'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const visitor = await visitorFor((await params).token)
  const list = visitor && (await getSharedList(visitor))
  if (!list) return { robots: 'noindex, nofollow' }
  return {
    title: { absolute: list.title },
    description: list.descriptionPlain.slice(0, 200) || null,
    referrer: 'no-referrer',
    ...(visitor.indexed ? {} : { robots: 'noindex, nofollow' }),
    openGraph: { title: list.title, type: 'article' },
  }
}

export default async function SharedListPage({ params }: Props) {
  const visitor = await visitorFor((await params).token)
  const list = visitor && (await getSharedList(visitor))
  if (!list) notFound()
  return <SharedListView list={list} />
}
