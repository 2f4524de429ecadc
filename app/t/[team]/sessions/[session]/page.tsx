import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { PageColumns, PageHeader } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { AnnotationColumn } from '@/features/annotations/components/column'
import { Composer } from '@/features/annotations/components/composer'
import { getAnnotationView } from '@/features/annotations/queries'
import { viewInput } from '@/features/annotations/schema'
import { getSession } from '@/features/sessions/queries'
import { requireMember } from '@/lib/actor'
import { fromSlugId, slugId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; session: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params, searchParams }: Props) {
  const { team, session: part } = await params
  const member = await requireMember(team)
  const id = fromSlugId(part)
  const session = (id && (await getSession(member, id))) || notFound()
  const query = await searchParams
  const here = decodeURIComponent(part)
  if (here !== slugId(session.slug, session.id)) {
    const kept = Object.entries(query).filter((pair) => typeof pair[1] === 'string')
    permanentRedirect(
      paths.session(team, session, Object.fromEntries(kept) as Record<string, string>),
    )
  }
  return { member, session, query }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).session.title }
}

export default async function SessionPage(props: Props) {
  const { member, session, query } = await load(props)
  const view = viewInput.parse(query)
  const shown = await getAnnotationView(member, session.id, view)
  return (
    <>
      <PageHeader title={session.title} />
      <PageColumns
        aside={
          session.abstractHtml && (
            <Card>
              {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when imported */}
              <div className="prose" dangerouslySetInnerHTML={{ __html: session.abstractHtml }} />
            </Card>
          )
        }
      >
        <AnnotationColumn member={member} session={session} {...shown} />
        <Composer member={member} session={session} people={shown.people} />
      </PageColumns>
    </>
  )
}
