import { getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { NoteReport } from '../../notes/input'
import type { NoteImport } from '../../notes/staging'
import { CountedSection } from '../counted-section'
import { ReportFrame } from '../report-frame'
import { NoteCountList } from './note-facts'

type NoteReportProps = {
  team: string
  done: NoteImport
  report: NoteReport
  /** Null when it is gone */
  conference: { id: string; slug: string } | null
  showAll: boolean
}

/** What an import of notes did, and what undoing it did. */
export async function NoteReportView(props: NoteReportProps) {
  const { team, done, report, conference, showAll } = props
  const t = await getTranslations('imports')
  const { unchanged: present, problems, undo } = report
  return (
    <ReportFrame
      {...{ team, done, problems }}
      undone={undo && <UndoResult team={team} undo={undo} />}
      counts={<NoteCountList counts={{ ...report, present, problems: problems.length }} />}
      open={conference && { href: paths.conference(team, conference), label: t('report.open') }}
      undoHint={t('notes.undoHint')}
    >
      <Sections
        {...{ team, report }}
        id={done.id}
        linked={done.state === 'applied'}
        all={showAll}
      />
    </ReportFrame>
  )
}

const atFirst = 30
const most = 1_000

type SectionsProps = { team: string; id: string; report: NoteReport; linked: boolean; all: boolean }

async function Sections({ team, id, report, linked, all }: SectionsProps) {
  const t = await getTranslations('imports.notes')
  const { sections } = report
  if (sections.length === 0) return null
  return (
    <CountedSection id="sections" title={t('sections')} count={sections.length} className="mt-4">
      <ul className="rows mt-2">
        {sections.slice(0, all ? most : atFirst).map(({ sessionId, title, own, added }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored list that never changes order
          <li key={at} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
            {linked ? (
              <PendingLink
                href={paths.session(team, { id: sessionId, slug: 'session' })}
                className="break-words"
              >
                {title}
              </PendingLink>
            ) : (
              <span className="break-words">{title}</span>
            )}
            {own && <Badge>{t('madeHere')}</Badge>}
            <span className="text-sm text-ink-2">{t('pieces', { count: added })}</span>
          </li>
        ))}
      </ul>
      {!all && sections.length > atFirst && (
        <p className="mt-2">
          <PendingLink
            href={`${paths.import(team, id, { show: 'all' })}#sections`}
            prefetch={false}
          >
            {t('all', { count: sections.length })}
          </PendingLink>
        </p>
      )}
    </CountedSection>
  )
}

async function UndoResult({ team, undo }: { team: string; undo: NonNullable<NoteReport['undo']> }) {
  const t = await getTranslations('imports.notes')
  const { removed, sessions, kept } = undo
  return (
    <>
      <p>{t('removed', { count: removed, sessions })}</p>
      {kept.length > 0 && (
        <>
          <p className="mt-2">{t('keptTitle')}</p>
          <ul className="ms-5 list-disc">
            {kept.map(({ sessionId: id, title, count }) => (
              <li key={id}>
                <PendingLink href={paths.session(team, { id, slug: 'session' })}>
                  {title}
                </PendingLink>{' '}
                <span className="text-ink-2">{t('pieces', { count })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
