import { getFormatter, getTranslations } from 'next-intl/server'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { ImportSummary } from '../queries'

export const stateTones: Record<ImportSummary['state'], BadgeTone> = {
  staged: 'warning',
  applying: 'accent',
  applied: 'accent',
  undoing: 'accent',
  undone: 'neutral',
  discarded: 'neutral',
}

/** The team's imports, the latest first: what came of each, when and by whom. */
export async function ImportList({ team, imports }: { team: string; imports: ImportSummary[] }) {
  const t = await getTranslations('imports')
  const format = await getFormatter()
  if (imports.length === 0) {
    return <EmptyState title={t('list.empty')}>{t('list.emptyHint')}</EmptyState>
  }
  return (
    <ul className="rows card">
      {imports.map((one) => (
        <li key={one.id} className="grid gap-1 py-3 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <PendingLink href={paths.import(team, one.id)} className="font-semibold">
              {one.report?.conference ?? one.title}
            </PendingLink>
            <Badge tone={stateTones[one.state]}>{t(`state.${one.state}`)}</Badge>
          </div>
          <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
            <span>{one.fileName}</span>
            {one.report && <span>{t('list.result_counts', one.report)}</span>}
            {one.state === 'staged' && <span>{t('list.waiting')}</span>}
          </p>
          <p className="flex flex-wrap gap-x-3 text-xs text-ink-3">
            <span>{one.by}</span>
            <time dateTime={(one.appliedAt ?? one.createdAt).toISOString()}>
              {format.dateTime(one.appliedAt ?? one.createdAt, {
                dateStyle: 'medium',
                timeStyle: 'short',
              })}
            </time>
          </p>
        </li>
      ))}
    </ul>
  )
}
