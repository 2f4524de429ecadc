import { getTranslations } from 'next-intl/server'
import { paths } from '@/lib/paths'
import type { LinkImport } from '../../links/staging'
import type { LinkReport } from '../../schema'
import { ReportFrame } from '../report-frame'
import { Homeless, LinkCounts } from './link-facts'

type LinkReportProps = {
  team: string
  done: LinkImport
  report: LinkReport
  /** Null when it is gone */
  list: { id: string; slug: string } | null
}

/** What an import of links did, and what undoing it did. */
export async function LinkReportView({ team, done, report, list }: LinkReportProps) {
  const t = await getTranslations('imports')
  const { added, unchanged: present, repeated, favourites = 0, problems, homeless, undo } = report
  return (
    <ReportFrame
      {...{ team, done, problems }}
      undone={undo && <p>{t('links.removed', { count: undo.removed, kept: undo.kept })}</p>}
      counts={
        <>
          <LinkCounts counts={{ added, present, repeated, problems: problems.length }} />
          {favourites > 0 && (
            <p className="text-sm">{t('links.favourites', { count: favourites })}</p>
          )}
        </>
      }
      open={list && { href: paths.list(team, list), label: t('links.open') }}
      more={<Homeless fields={homeless} />}
      undoHint={t('links.undoHint')}
    />
  )
}
