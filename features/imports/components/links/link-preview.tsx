import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Field, SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PendingLink } from '@/components/ui/pending-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { siteOf, titleFrom } from '@/features/links/address'
import { paths } from '@/lib/paths'
import { updateLinkImportAction } from '../../actions'
import type { PlannedLink } from '../../links/plan'
import type { FoundLinkPlan, LinkImport } from '../../links/staging'
import { CountedSection } from '../counted-section'
import { OutcomeFrame } from '../outcome-frame'
import { ProblemList } from '../problem-list'
import { ReadAsForm } from '../read-as-form'
import { Homeless, LinkCounts, LinkFacts } from './link-facts'

type LinkPreviewProps = {
  team: string
  staged: LinkImport
  /** Null when the list that was chosen is gone */
  found: FoundLinkPlan | null
  targets: { id: string; title: string }[]
  showAll: boolean
}

/** What a file of links holds, where each thing goes, and what confirming will do. */
export async function LinkPreview({ team, staged, found, targets, showAll }: LinkPreviewProps) {
  const t = await getTranslations('imports')
  const { links } = staged
  return (
    <div className="grid gap-4">
      <LinkFacts links={links} />
      {found ? (
        <Outcome team={team} staged={staged} found={found} />
      ) : (
        <Notice>{t('links.gone')}</Notice>
      )}
      <details className="card" open={!found}>
        <summary className="cursor-pointer font-semibold">{t('links.adjust')}</summary>
        <div className="mt-3">
          <TargetForm team={team} staged={staged} targets={targets} />
          {links.format === 'markdown-list' && (
            <div className="mt-6">
              <ReadAsForm team={team} id={staged.id} as="notes" />
            </div>
          )}
        </div>
      </details>
      <Card title={t('links.where')}>
        <ul className="ms-5 grid list-disc gap-1 text-sm">
          {(['Folders', 'Notes', 'Dates', 'States', 'Favourites'] as const).map((name) => (
            <li key={name}>{t(`links.where${name}`)}</li>
          ))}
        </ul>
        <Homeless fields={links.homeless} />
      </Card>
      <div>
        <ProblemList problems={links.problems} />
        {found && <Links planned={found.plan.added} team={team} id={staged.id} all={showAll} />}
      </div>
    </div>
  )
}

type OutcomeProps = Pick<LinkPreviewProps, 'team' | 'staged'> & { found: FoundLinkPlan }

async function Outcome({ team, staged, found }: OutcomeProps) {
  const t = await getTranslations('imports')
  const { list, plan, hash } = found
  const count = plan.added.length
  const counts = { ...plan, added: count, problems: staged.links.problems.length }
  return (
    <OutcomeFrame
      team={team}
      id={staged.id}
      confirm={count > 0 ? { hash, label: t('links.confirm', { count }) } : null}
    >
      <p>
        {list
          ? t('links.toList', { title: list.title })
          : t('links.newList', { title: staged.options.title })}
      </p>
      {count === 0 ? <Notice>{t('links.nothing')}</Notice> : <LinkCounts counts={counts} />}
    </OutcomeFrame>
  )
}

async function TargetForm({
  team,
  staged,
  targets,
}: Pick<LinkPreviewProps, 'team' | 'staged' | 'targets'>) {
  const t = await getTranslations('imports')
  const { options } = staged
  return (
    <ActionForm action={updateLinkImportAction.bind(null, team)} key={JSON.stringify(options)}>
      <input type="hidden" name="id" value={staged.id} />
      <SelectField name="list" label={t('links.list')} defaultValue={options.list ?? ''}>
        <option value="">{t('links.newOption')}</option>
        {targets.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <Field name="title" label={t('links.name')} defaultValue={options.title} />
      <div>
        <SubmitButton variant="secondary">{t('options.save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

const atFirst = 20
const most = 1_000

async function Links(props: { planned: PlannedLink[]; team: string; id: string; all: boolean }) {
  const { planned, team, id, all } = props
  const t = await getTranslations('imports.links')
  if (planned.length === 0) return null
  const shown = planned.slice(0, all ? most : atFirst)
  return (
    <CountedSection id="links" title={t('sample')} count={planned.length}>
      <ul className="rows mt-2">
        {shown.map(({ hash, url, title, section, why }) => (
          <li key={hash} className="grid gap-0.5 py-2">
            <span className="font-medium break-words">{title || titleFrom(url)}</span>
            <span className="text-sm text-ink-2">
              {siteOf(url)} · {section || t('top')}
            </span>
            {why && <span className="line-clamp-2 text-sm text-ink-2">{why}</span>}
          </li>
        ))}
      </ul>
      {!all && planned.length > atFirst && (
        <p className="mt-2">
          <PendingLink href={`${paths.import(team, id, { show: 'all' })}#links`} prefetch={false}>
            {t('all', { count: planned.length })}
          </PendingLink>
        </p>
      )}
    </CountedSection>
  )
}
