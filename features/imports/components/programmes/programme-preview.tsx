import { getLocale, getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'
import { formatMoment } from '@/lib/dates'
import { paths } from '@/lib/paths'
import { measure } from '../../programmes/plan'
import type { FoundPlan, ImportDetail, ImportTarget } from '../../queries'
import { ChangeCounts, FileFacts } from '../import-facts'
import { DiscardForm, OutcomeFrame } from '../outcome-frame'
import { ProblemList } from '../problem-list'
import { ColumnsForm } from './columns-form'
import { OptionsForm, ZoneForm } from './options-form'
import { PlannedChanges } from './session-changes'

type PreviewProps = {
  team: string
  staged: ImportDetail
  /** Null while the zone is open, or when the target is gone */
  found: FoundPlan | null
  targets: ImportTarget[]
  /** The list shows everything instead of its beginning */
  showAll: boolean
}

/** What a staged file holds and what confirming it will do. */
export async function ImportPreview({ team, staged, found, targets, showAll }: PreviewProps) {
  const t = await getTranslations('imports.preview')
  const facts = measure(staged.programme.entries, found?.placing ?? null)
  const zoneOpen = staged.options.target.kind === 'new' && !staged.options.zone
  // The question itself stands above
  const problems = staged.programme.problems.filter(
    ({ code }) => !zoneOpen || code !== 'zone-unknown',
  )
  const all = showAll ? null : paths.import(team, staged.id, { show: 'all' })
  const { table } = staged.programme
  return (
    <div className="grid gap-4">
      <FileFacts facts={facts} />
      {!found && (zoneOpen ? <ZoneForm team={team} staged={staged} /> : <Gone />)}
      {found && <Outcome team={team} staged={staged} found={found} />}
      {table && (
        <details className="card" open={toldLittle(staged)}>
          <summary className="cursor-pointer font-semibold">{t('columns')}</summary>
          <div className="mt-3">
            <ColumnsForm team={team} staged={staged} table={table} />
          </div>
        </details>
      )}
      <details className="card" open={!found && !zoneOpen}>
        <summary className="cursor-pointer font-semibold">{t('adjust')}</summary>
        <div className="mt-3">
          <OptionsForm team={team} staged={staged} targets={targets} />
        </div>
      </details>
      {!found && (
        <div className="flex">
          <DiscardForm team={team} id={staged.id} />
        </div>
      )}
      <div>
        {found && <PlannedChanges plan={found.plan} zone={found.placing.zone} all={all} />}
        <ProblemList problems={problems} />
      </div>
    </div>
  )
}

/** Half of the sessions without a time: the columns were hardly understood. */
const toldLittle = ({ programme: { entries } }: ImportDetail) =>
  entries.filter(({ values }) => !values.startsAt).length * 2 > entries.length

async function Gone() {
  const t = await getTranslations('imports.preview')
  return <Notice tone="warning">{t('goneTarget')}</Notice>
}

type OutcomeProps = { team: string; staged: ImportDetail; found: FoundPlan }

async function Outcome({ team, staged, found }: OutcomeProps) {
  const t = await getTranslations('imports.preview')
  const { conference, source, plan, placing, hash } = found
  const changed = plan.changed.filter(({ changes }) => changes.length > 0).length
  const counts = {
    added: plan.added.length,
    changed,
    unchanged: plan.unchanged.length + plan.changed.length - changed,
    vanished: plan.vanished.length,
    problems: staged.programme.problems.length,
  }
  const count = counts.added + counts.changed + counts.vanished
  const title = conference?.title ?? staged.options.title
  const aim = source
    ? t('update', { title, source: source.name })
    : t(conference ? 'addSource' : 'newConference', { title })
  const confirm = t(conference ? 'confirmChanges' : 'confirm', { count })
  return (
    <OutcomeFrame
      team={team}
      id={staged.id}
      aside={placing.zone}
      confirm={found.empty ? null : { hash, label: confirm }}
    >
      <p>{aim}</p>
      <SameFile staged={staged} source={source} zone={placing.zone} />
      {found.empty ? <Notice>{t('nothing')}</Notice> : <ChangeCounts counts={counts} />}
    </OutcomeFrame>
  )
}

type SameFileProps = { staged: ImportDetail; source: FoundPlan['source']; zone: string }

async function SameFile({ staged, source, zone }: SameFileProps) {
  if (source?.contentHash !== staged.fileHash) return null
  const t = await getTranslations('imports.preview')
  const when = formatMoment(source.refreshedAt, zone, await getLocale())
  return <p>{t('sameFile', { when })}</p>
}
