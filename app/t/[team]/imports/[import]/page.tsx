import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { ImportProgress, WorkProblemNotice } from '@/features/imports/components/import-progress'
import { getImport } from '@/features/imports/queries'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { AnnotationImportView } from './annotation-import'
import { heading, Meta } from './head'
import { LinkImportView } from './link-import'
import { MediaImportView } from './media-import'
import { NoteImportView } from './note-import'
import { ProgrammeImportView } from './programme-import'

type Props = {
  params: Promise<{ team: string; import: string }>
  searchParams: Promise<{ show?: string | string[]; page?: string | string[] }>
}

async function load({ params }: Props) {
  const { team, import: id } = await params
  const member = await requireMember(team)
  const importId = fromShortId(id)
  const found = importId && (await getImport(member, importId))
  if (!found) notFound()
  return { member, found, team: member.team.slug }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { found } = await load(props)
  return { title: await heading(found) }
}

export default async function ImportPage(props: Props) {
  const { member, found, team } = await load(props)
  const { show, page } = await props.searchParams
  const showAll = show === 'all'
  const t = await getTranslations('imports')
  const staged = found.state === 'staged'
  return (
    <>
      <PageHeader
        title={await heading(found)}
        crumbs={[{ href: paths.imports(team), label: t('crumb') }]}
        meta={<Meta found={found} />}
      />
      <div className="measure">
        <WorkProblemNotice problem={found.problem} undoing={!staged} />
        {found.work ? (
          <ImportProgress team={team} id={found.id} work={found.work} />
        ) : found.kind === 'links' ? (
          <LinkImportView member={member} id={found.id} showAll={showAll} />
        ) : found.kind === 'annotations' ? (
          <AnnotationImportView member={member} id={found.id} />
        ) : found.kind === 'recordings' || found.kind === 'transcripts' ? (
          <MediaImportView member={member} id={found.id} />
        ) : found.kind === 'notes' ? (
          <NoteImportView member={member} id={found.id} showAll={showAll} page={page} />
        ) : (
          <ProgrammeImportView {...{ member, found, showAll }} />
        )}
      </div>
    </>
  )
}
