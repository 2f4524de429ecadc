import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Field, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { chooseNotesAction } from '../../actions'
import type { SectionPart } from '../../notes/pages'
import { countNotes, type PlannedSection } from '../../notes/plan'
import type { FoundNotePlan } from '../../notes/staging'
import { NotePieces } from './note-pieces'

type SectionsProps = {
  team: string
  id: string
  found: FoundNotePlan
  parts: SectionPart[]
  page: number
  pages: number
  /** In which file and line of it a line is */
  place: (line: number) => { file: string; line: number }
}

/**
 * A page of the review: where each section goes, and under it its pieces. One form, which is saved
 * before it is confirmed or left for another page; what is not opened comes as it is proposed.
 */
export async function NoteSections(props: SectionsProps) {
  const { team, id, found, parts, page, pages, place } = props
  const t = await getTranslations('imports.notes')
  const { added } = countNotes(found.plan)
  return (
    <section aria-labelledby="sections-title" className="mt-4 grid gap-3">
      <h2 id="sections-title" className="text-lg">
        {t('sections')} <span className="count">{found.plan.sections.length}</span>
      </h2>
      <p className="text-sm text-ink-2">{t('sectionsHint')}</p>
      <ActionForm action={chooseNotesAction.bind(null, team)} id="review" key={page}>
        {/* What the Enter key presses */}
        <button
          type="submit"
          name="next"
          value="save"
          tabIndex={-1}
          className="sr-only"
          aria-hidden
        >
          {t('save')}
        </button>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="planHash" value={found.hash} />
        {found.sessions.length > 0 && (
          <datalist id="sessions">
            {found.sessions.map((one) => (
              <option key={one.id} value={one.title} />
            ))}
          </datalist>
        )}
        {parts.map((part) => (
          <Section
            key={`${part.section.at}.${part.from}`}
            part={part}
            found={found}
            place={place}
          />
        ))}
        <div className="form-actions">
          {added > 0 && (
            <SubmitButton name="next" value="confirm">
              {t('confirm', { count: added })}
            </SubmitButton>
          )}
          <SubmitButton variant="secondary" name="next" value="save">
            {t('save')}
          </SubmitButton>
          {pages > 1 && <Pager page={page} pages={pages} />}
        </div>
      </ActionForm>
    </section>
  )
}

/** Turning the page keeps what was chosen on it. */
async function Pager({ page, pages }: { page: number; pages: number }) {
  const t = await getTranslations('imports.notes')
  return (
    <>
      {page > 1 && (
        <SubmitButton variant="secondary" name="next" value={`page:${page - 1}`}>
          {t('previous')}
        </SubmitButton>
      )}
      <span className="text-sm text-ink-2">{t('page', { page, pages })}</span>
      {page < pages && (
        <SubmitButton variant="secondary" name="next" value={`page:${page + 1}`}>
          {t('next')}
        </SubmitButton>
      )}
    </>
  )
}

type SectionProps = Pick<SectionsProps, 'found' | 'place'> & { part: SectionPart }

async function Section({ part, found, place }: SectionProps) {
  const t = await getTranslations('imports.notes')
  const { section, from, pieces } = part
  const { at, title, heading, line, day, speakers, goal } = section
  const people = speakers.map(({ name, organisation }) =>
    [name, organisation].filter(Boolean).join(', '),
  )
  const { file, ...here } = place(line)
  const facts = [file, t('line', here), day, ...people].filter(Boolean)
  const goes = goal.kind === 'session' ? goal.id : goal.kind
  return (
    <section className="card" aria-label={title || heading || t('beginning')}>
      <h3 className="font-semibold break-words">{title || heading || t('beginning')}</h3>
      <p className="text-sm break-words text-ink-2">{facts.join(' · ')}</p>
      {from === 0 && (
        <div className="mt-2 grid gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <GoalField key={goes} section={section} />
          <SelectField name={`for.${at}`} label={t('for')} defaultValue={section.audience}>
            <option value="team">{t('audience.team')}</option>
            <option value="me">{t('audience.me')}</option>
          </SelectField>
        </div>
      )}
      <NotePieces section={section} from={from} pieces={pieces} place={place}>
        {from === 0 && found.sessions.length > 0 && (
          <div className="mt-3">
            <Field
              key={`other ${goes}`}
              name={`other.${at}`}
              label={t('other')}
              hint={t('otherHint')}
              list="sessions"
              autoComplete="off"
              optional
            />
          </div>
        )}
      </NotePieces>
    </section>
  )
}

async function GoalField({ section: { at, goal, proposals } }: { section: PlannedSection }) {
  const t = await getTranslations('imports.notes')
  const known = goal.kind !== 'session' || proposals.some(({ id }) => id === goal.id)
  return (
    <SelectField
      name={`to.${at}`}
      label={t('to')}
      defaultValue={goal.kind === 'session' ? goal.id : goal.kind}
    >
      {!known && goal.kind === 'session' && <option value={goal.id}>{goal.title}</option>}
      {proposals.map(({ id, title, score }) => (
        <option key={id} value={id}>
          {t('proposal', { title, score: Math.round(score * 100) })}
        </option>
      ))}
      <option value="own">{t('own')}</option>
      <option value="leave">{t('leave')}</option>
    </SelectField>
  )
}
