import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActsForm } from '@/components/ui/acts-form'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { NotesHead } from '@/features/annotations/components/notes-head'
import { ColumnPhotoViewer } from '@/features/annotations/components/photo-parts'
import type { TeamPerson } from '@/features/annotations/queries'
import type { View } from '@/features/annotations/views'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { arrangeSummaryAction } from '../actions'
import { canEditSummaries } from '../policy'
import type { SummaryBlock } from '../queries'
import type { SummaryView } from '../schema'
import { EditBlockForm, WriteBlockForm } from './block-form'
import { SummaryBlocks } from './summary-blocks'
import { asMarkdown, blockRows } from './summary-rows'

type SummaryProps = {
  member: Member
  session: {
    id: string
    slug: string
    title: string
    recordingStartsAt: Date | null
    slidesUrl: string | null
  }
  view: View
  opened: SummaryView
  blocks: SummaryBlock[]
  people: TeamPerson[]
  /** Stands beside the title: who else is here */
  head?: ReactNode
}

const form = 'summary-form'

/** What the team makes of a talk: promoted annotations and words of its own, in an order of its own. */
export async function Summary(props: SummaryProps) {
  const { member, session, view, opened, blocks, head } = props
  const t = await getTranslations('summaries')
  const { slug: team } = member.team
  const here = paths.summary(team, session)
  const { rows, shared } = await blockRows(props)
  const may = canEditSummaries(member)
  return (
    <section aria-labelledby="annotations" className="notes">
      <NotesHead
        view={view}
        address={(query) =>
          paths.session(team, session, { view: view.view ?? undefined, ...query })
        }
        head={head}
      >
        {rows.length > 0 && (
          <CopyButton
            value={await asMarkdown(props)}
            words={{ copy: t('copy'), copied: t('copied'), text: t('markdown') }}
          />
        )}
      </NotesHead>
      {may && (
        <ActsForm id={form} action={arrangeSummaryAction.bind(null, team)} undo={t('undo')} />
      )}
      {rows.length > 0 ? (
        <SummaryBlocks
          {...{ rows, shared }}
          {...(may && {
            tools: {
              ...{ here, form },
              words: {
                ...{ up: t('up'), down: t('down'), edit: t('edit'), past: t('past') },
                ...{ below: t('below'), remove: t('remove') },
              },
            },
            ...openForm(member, session.id, blocks, opened, here),
          })}
        />
      ) : (
        <EmptyState
          title={t('emptyTitle')}
          action={
            <PendingLink className="text-link" href={paths.session(team, session)}>
              {t('toStream')}
            </PendingLink>
          }
        >
          {t(may ? 'emptyText' : 'emptyReader')}
        </EmptyState>
      )}
      {may && !opened.below && <WriteBlockForm member={member} sessionId={session.id} />}
      <ColumnPhotoViewer />
    </section>
  )
}

function openForm(
  member: Member,
  sessionId: string,
  blocks: SummaryBlock[],
  opened: SummaryView,
  here: string,
) {
  const block = blocks.find(({ id }) => id === (opened.block ?? opened.below))
  if (!block) return {}
  const { id } = block
  const back = `${here}#block-${shortId(id)}`
  if (!opened.block) {
    const below = <WriteBlockForm member={member} sessionId={sessionId} below={{ id, back }} />
    return { open: { id, replaces: false, form: below } }
  }
  if (!('html' in block)) return {}
  return { open: { id, replaces: true, form: <EditBlockForm {...{ member, block, back }} /> } }
}
