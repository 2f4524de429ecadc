import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PublicNotes } from '@/features/annotations/components/public-notes'
import { getPublicNotes } from '@/features/annotations/public'
import { SharedListView } from '@/features/reading-lists/components/shared-list'
import { getSharedList } from '@/features/reading-lists/queries'
import { SharedSessionView } from '@/features/sessions/components/shared-session'
import { getSharedSession } from '@/features/sessions/shared'
import { visitorFor } from '@/lib/actor'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const visitor = await visitorFor((await params).token)
  const list = visitor?.readingListId ? await getSharedList(visitor) : null
  const session = visitor?.sessionId ? await getSharedSession(visitor) : null
  const title = list?.title ?? session?.title
  if (!visitor || title === undefined) return { robots: 'noindex, nofollow' }
  return {
    title: { absolute: title },
    description: list?.descriptionPlain.slice(0, 200) || null,
    referrer: 'no-referrer',
    ...(visitor.indexed ? {} : { robots: 'noindex, nofollow' }),
    openGraph: { title, type: 'article' },
  }
}

export default async function SharePage({ params }: Props) {
  const { token } = await params
  const visitor = await visitorFor(token)
  if (!visitor) notFound()
  if (visitor.readingListId) {
    const list = await getSharedList(visitor)
    if (!list) notFound()
    return (
      <SharedListView
        list={list}
        renderNotes={(notes) => <PublicNotes notes={notes} token={token} />}
      />
    )
  }
  const [session, notes, t] = await Promise.all([
    getSharedSession(visitor),
    getPublicNotes(visitor),
    getTranslations('shares.page'),
  ])
  if (!session) notFound()
  const shown = [...notes.values()].flat()
  return (
    <SharedSessionView session={session}>
      {shown.length > 0 ? (
        <PublicNotes notes={shown} token={token} />
      ) : (
        <p className="shared-facts">{t('noNotes')}</p>
      )}
    </SharedSessionView>
  )
}
