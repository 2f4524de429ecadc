import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { getConference, getConferences } from '@/features/conferences/queries'
import { stateTones } from '@/features/imports/components/import-list'
import { ImportProgress, WorkProblemNotice } from '@/features/imports/components/import-progress'
import { LinkPreview } from '@/features/imports/components/links/link-preview'
import { LinkReportView } from '@/features/imports/components/links/link-report'
import { MediaPreview } from '@/features/imports/components/media/media-preview'
import { MediaReportView } from '@/features/imports/components/media/media-report'
import { ImportPreview } from '@/features/imports/components/programmes/programme-preview'
import { ImportReportView } from '@/features/imports/components/programmes/programme-report'
import { getLinkImport, getLinkPlan, getLinkTargets } from '@/features/imports/links/staging'
import { getMediaImport, getMediaPlan } from '@/features/imports/media/staging'
import { getImport, getImportTargets, getPlan } from '@/features/imports/queries'
import { getList } from '@/features/reading-lists/queries'
import { type Member, requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { AnnotationImportView } from './annotation-import'
import { NoteImportView } from './note-import'

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
        ) : staged ? (
          <ImportPreview
            team={team}
            staged={found}
            found={await getPlan(member, found)}
            targets={await getImportTargets(member)}
            showAll={showAll}
          />
        ) : found.report ? (
          <ImportReportView
            team={team}
            done={found}
            report={found.report}
            conference={found.conferenceId ? await getConference(member, found.conferenceId) : null}
            showAll={showAll}
          />
        ) : (
          <p>{t('discard.done')}</p>
        )}
      </div>
    </>
  )
}

async function LinkImportView(props: { member: Member; id: string; showAll: boolean }) {
  const { member, id, showAll } = props
  const found = await getLinkImport(member, id)
  const team = member.team.slug
  if (found?.state === 'staged') {
    return (
      <LinkPreview
        team={team}
        staged={found}
        found={await getLinkPlan(member, found)}
        targets={await getLinkTargets(member)}
        showAll={showAll}
      />
    )
  }
  if (!found?.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  const list = found.readingListId && (await getList(member, found.readingListId))
  return <LinkReportView team={team} done={found} report={found.report} list={list || null} />
}

async function MediaImportView({ member, id }: { member: Member; id: string }) {
  const found = await getMediaImport(member, id)
  const team = member.team.slug
  if (found?.state === 'staged') {
    const [plan, conferences] = await Promise.all([
      getMediaPlan(member, found),
      getConferences(member),
    ])
    return <MediaPreview team={team} staged={found} found={plan} conferences={conferences} />
  }
  if (!found?.report) return <p>{(await getTranslations('imports'))('discard.done')}</p>
  const { conferenceId, report } = found
  const conference = conferenceId ? await getConference(member, conferenceId) : null
  return <MediaReportView team={team} done={found} report={report} conference={conference} />
}

type Found = Awaited<ReturnType<typeof load>>['found']

async function heading({ state, work, options, fileName, report }: Found): Promise<string> {
  const t = await getTranslations('imports')
  if (work) {
    const title = report?.conference ?? options.title
    return t(work.undoing ? 'undoing.title' : 'work.title', { title })
  }
  if (state === 'staged') return t('preview.title', { title: options.title })
  return t('report.title', { file: report?.conference ?? fileName })
}

async function Meta({ found }: { found: Found }) {
  const t = await getTranslations('imports')
  const format = await getFormatter()
  const moment = (at: Date) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  const state = found.work?.busy ?? found.state
  const kilobytes = Math.ceil(found.fileSize / 1024)
  const size = kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
  const by = { name: found.by, when: moment(found.appliedAt ?? found.createdAt) }
  return (
    <>
      <Badge tone={stateTones[state]}>{t(`state.${state}`)}</Badge>
      <span>
        {t('preview.meta', { file: found.fileName, kind: t(`kind.${found.kind}`), size })}
      </span>
      <span>{t(found.appliedAt ? 'report.appliedAt' : 'preview.uploaded', by)}</span>
      {found.undoneAt && <span>{t('report.undoneAt', { when: moment(found.undoneAt) })}</span>}
    </>
  )
}
