import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { placeIn } from '../../formats/staged-notes'
import { pagesOf } from '../../notes/pages'
import { countNotes } from '../../notes/plan'
import type { FoundNotePlan, NoteImport } from '../../notes/staging'
import type { ImportTarget } from '../../queries'
import { OutcomeFrame } from '../outcome-frame'
import { ProblemList } from '../problem-list'
import { ReadAsForm } from '../read-as-form'
import { NoteCountList, NoteFacts } from './note-facts'
import { NoteSections } from './note-sections'
import { NoteTargetForm } from './note-target'

type NotePreviewProps = {
  team: string
  staged: NoteImport
  /** Null when the conference that was chosen is gone */
  found: FoundNotePlan | null
  targets: ImportTarget[]
  /** Which page of the sections, from 1 */
  page: number
}

/** What notes hold, where each piece goes, and what confirming will do; all of it to be corrected. */
export async function NotePreview({ team, staged, found, targets, page }: NotePreviewProps) {
  const t = await getTranslations('imports')
  const pages = found ? pagesOf(found.plan.sections) : []
  const at = Math.min(Math.max(page, 1), Math.max(pages.length, 1))
  return (
    // Not the page of links that it was a moment ago, with what was open there
    <div className="grid gap-4" key="notes">
      <NoteFacts notes={staged.notes} />
      {found ? (
        <Outcome team={team} staged={staged} found={found} />
      ) : (
        <Notice>{t('notes.gone')}</Notice>
      )}
      <details className="card" open={!found}>
        <summary className="cursor-pointer font-semibold">{t('notes.adjust')}</summary>
        <div className="mt-3 grid gap-6">
          <NoteTargetForm team={team} staged={staged} targets={targets} />
          <ReadAsForm team={team} id={staged.id} as="links" />
        </div>
      </details>
      {found && (
        <NoteSections
          team={team}
          id={staged.id}
          found={found}
          parts={pages[at - 1] ?? []}
          page={at}
          pages={pages.length}
          place={(line) => placeIn(staged.notes, line)}
        />
      )}
      <ProblemList problems={staged.notes.problems} />
    </div>
  )
}

type OutcomeProps = Pick<NotePreviewProps, 'team' | 'staged'> & { found: FoundNotePlan }

async function Outcome({ team, staged, found }: OutcomeProps) {
  const t = await getTranslations('imports')
  const { conference, plan } = found
  const counts = countNotes(plan)
  const { added, matched, own } = counts
  const { title, zone } = staged.options
  return (
    <OutcomeFrame
      team={team}
      id={staged.id}
      confirm={
        added > 0
          ? {
              button: (
                <SubmitButton form="review" name="next" value="confirm">
                  {t('notes.confirm', { count: added })}
                </SubmitButton>
              ),
            }
          : null
      }
    >
      <p>
        {conference
          ? t('notes.toConference', { title: conference.title, matched, own })
          : t('notes.newConference', { title, zone: zone.replaceAll('_', ' '), own })}
      </p>
      {added === 0 && <Notice>{t('notes.nothing')}</Notice>}
      <NoteCountList counts={{ ...counts, problems: staged.notes.problems.length }} />
    </OutcomeFrame>
  )
}
