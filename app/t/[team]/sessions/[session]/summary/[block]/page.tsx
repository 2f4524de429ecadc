import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Revisions } from '@/features/annotations/components/revisions'
import { pageInput } from '@/features/annotations/schema'
import { RestoreWords } from '@/features/summaries/components/restore-words'
import { getBlockHistory } from '@/features/summaries/history'
import { requireMember } from '@/lib/actor'
import { fromShortId, fromSlugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; session: string; block: string }>
  searchParams: Promise<Record<string, string>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('summaries'))('history') }
}

/** What words of a summary said before: who changed them, when, and how. */
export default async function BlockHistoryPage({ params, searchParams }: Props) {
  const [{ team, session: part, block }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const [sessionId, id] = [fromSlugId(part), fromShortId(block)]
  const page = pageInput.parse(query.page)
  const history = sessionId && id ? await getBlockHistory(member, sessionId, id, page) : null
  if (!history) notFound()
  const [t, note] = await Promise.all([
    getTranslations('summaries'),
    getTranslations('annotations'),
  ])
  const { place: session } = history
  const at = (number: number) =>
    paths.blockHistory(team, session, history.id, { page: `${number}` })
  return (
    <>
      <PageHeader
        crumbs={[{ href: paths.summary(team, session, history.id), label: session.title }]}
        title={t('history')}
      />
      <Revisions
        {...{ team, history }}
        newest={page === 1}
        renderRestore={(text) => <RestoreWords {...{ team, history }} text={text.body} />}
      />
      <div className="actions">
        {page > 1 && <LinkButton href={at(page - 1)}>{note('newer')}</LinkButton>}
        {history.more && <LinkButton href={at(page + 1)}>{note('older')}</LinkButton>}
      </div>
    </>
  )
}
