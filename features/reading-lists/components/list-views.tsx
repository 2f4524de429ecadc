import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { SegmentedLinks } from '@/components/ui/segmented'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { ListDetail } from '../queries'
import { type ListView, listViews } from '../schema'
import { pageOf, sectionStarts } from './entries/list-rows'

type ListViewsProps = { team: string; list: ListDetail; view: ListView }

/** Ways to look at a list, and where its sections are. */
export async function ListViews({ team, list, view }: ListViewsProps) {
  if (list.entryCount < 2) return null
  const t = await getTranslations('lists.views')
  const jumps = (view === 'cards' || view === 'table') && list.sections.length > 1
  return (
    <div className="list-views">
      <SegmentedLinks
        label={t('label')}
        options={listViews.map((name) => ({
          href: paths.list(team, list, { view: name === 'cards' ? '' : name }),
          label: t(name),
          current: name === view,
        }))}
      />
      {jumps && <Jumps team={team} list={list} view={view} />}
    </div>
  )
}

async function Jumps({ team, list, view }: ListViewsProps) {
  const t = await getTranslations('lists.sections')
  return (
    <details className="list-jumps" open={list.sections.length < 13}>
      <summary>{t('title')}</summary>
      <nav aria-label={t('title')}>
        {sectionStarts(list).map((section) => {
          const page = pageOf(section, list.entryCount)
          const at = { page: page > 1 ? String(page) : '', view: view === 'cards' ? '' : view }
          return (
            <PendingLink
              key={section.id}
              prefetch={false}
              href={`${paths.list(team, list, at)}#s-${shortId(section.id)}`}
            >
              {section.title} <span>{section.count}</span>
            </PendingLink>
          )
        })}
      </nav>
    </details>
  )
}
