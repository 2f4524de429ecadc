import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
import { formatMoment } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { Change, Plan } from '../../programmes/plan'
import type { ImportReport } from '../../schema'
import { CountedSection } from '../counted-section'
import { FieldChanges } from './field-changes'

/** More than that are shown on demand: a first import has hundreds of new sessions. */
const atFirst = 20

type Row = {
  key: string
  title: ReactNode
  when?: string
  changes?: (Change & { kept?: boolean })[]
}
type SectionProps = {
  id: string
  title: string
  hint?: string
  rows: Row[]
  zone: string
  all?: string
}

/** What a plan does, session by session: what changes and vanishes before what is merely new. */
export async function PlannedChanges(props: { plan: Plan; zone: string; all: string | null }) {
  const { plan, zone, all } = props
  const t = await getTranslations('imports.plan')
  const locale = await getLocale()
  const when = (startsAt: string | null) =>
    startsAt ? formatMoment(new Date(startsAt), zone, locale) : t('noTime')
  const changed = plan.changed.map(({ sessionId, values, changes, kept }) => {
    const shown = [...changes, ...kept.map((change) => ({ ...change, kept: true }))]
    return { key: sessionId, title: values.title, when: when(values.startsAt), changes: shown }
  })
  const vanished = plan.vanished.map(({ sessionId, title, startsAt }) => {
    return { key: sessionId, title, when: when(startsAt) }
  })
  const added = [...plan.added]
    .sort((a, b) => (a.values.startsAt ?? '').localeCompare(b.values.startsAt ?? ''))
    .map(({ key, values }) => ({
      key,
      title: values.title,
      when: [when(values.startsAt), ...values.rooms].join(' · '),
    }))
  const of = { zone, ...(all ? { all } : {}) }
  return (
    <>
      <Section
        {...of}
        id="changed"
        title={t('changedTitle')}
        hint={t('changedHint')}
        rows={changed}
      />
      <Section
        {...of}
        id="vanished"
        title={t('vanishedTitle')}
        hint={t('vanishedHint')}
        rows={vanished}
      />
      <Section {...of} id="added" title={t('addedTitle')} rows={added} />
    </>
  )
}

/** The same for an import that was carried out. Titles lead to the sessions while they are there. */
export async function ReportedChanges(props: {
  report: ImportReport
  zone: string
  team: string
  linked: boolean
  all: string | null
}) {
  const { report, zone, team, linked, all } = props
  const t = await getTranslations('imports.plan')
  const rows = (what: 'added' | 'changed' | 'vanished'): Row[] =>
    report.sessions
      .filter((one) => one.what === what)
      .map(({ sessionId: id, title, changes }) => ({
        key: id,
        title: linked ? (
          <PendingLink prefetch={false} href={paths.session(team, { id, slug: 'session' })}>
            {title}
          </PendingLink>
        ) : (
          title
        ),
        changes,
      }))
  const of = { zone, ...(all ? { all } : {}) }
  return (
    <>
      <Section {...of} id="changed" title={t('changedTitle')} rows={rows('changed')} />
      <Section {...of} id="vanished" title={t('vanishedTitle')} rows={rows('vanished')} />
      <Section {...of} id="added" title={t('addedTitle')} rows={rows('added')} />
    </>
  )
}

async function Section({ id, title, hint, rows, zone, all }: SectionProps) {
  const t = await getTranslations('imports.plan')
  if (rows.length === 0) return null
  const shown = all ? rows.slice(0, atFirst) : rows
  return (
    <CountedSection id={id} title={title} count={rows.length}>
      {hint && <p className="text-sm text-ink-2">{hint}</p>}
      <ul className="rows mt-2">
        {shown.map((row) => (
          <li key={row.key} className="py-2">
            <p className="font-medium">{row.title}</p>
            {row.when && <p className="text-sm text-ink-2">{row.when}</p>}
            {row.changes && row.changes.length > 0 && (
              <FieldChanges changes={row.changes} zone={zone} />
            )}
          </li>
        ))}
      </ul>
      {all && rows.length > shown.length && (
        <p className="mt-2">
          <PendingLink href={`${all}#${id}`} prefetch={false}>
            {t('showAll', { count: rows.length })}
          </PendingLink>
        </p>
      )}
    </CountedSection>
  )
}
