import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { EmptyState } from '@/components/ui/empty-state'
import { MoreLink } from '@/components/ui/more-link'
import { PendingLink } from '@/components/ui/pending-link'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { tendAnnotationAction } from '../actions'
import { audiencesFor } from '../policy'
import type { AnnotationCard as Card, TeamPerson } from '../queries'
import type { View } from '../views'
import { itsId, tendForm } from './card-actions'
import { CardForm } from './card-form'
import { cardRows } from './card-rows'
import type { CardsProps } from './cards'
import { ColumnFilters } from './column-filters'
import { NotesHead } from './notes-head'
import { ColumnPhotoViewer } from './photo-parts'
import { type SideColumns, sideColumns } from './side-columns'

type ColumnProps = {
  member: Member
  /** What they stand on; with a link it is the article of that */
  on: { id: string; slug: string; link?: string | null }
  /** Null for an article, which is looked at in one way */
  talk: {
    startsAt: Date | null
    recordingStartsAt: Date | null
    slidesUrl: string | null
    conference: { zone: string }
  } | null
  view: View
  people: TeamPerson[]
  annotations: Card[]
  more: boolean
  source: { bodySource: string; answerSource: string | null } | null
  /** Draws the cards, side by side where it is told how, with what others hang below them */
  draw: (cards: Omit<CardsProps, 'below'>, beside: SideColumns | null) => ReactNode
  /** Stands beside the title: who else is here */
  head?: ReactNode
}

/** Everyone's annotations of a talk or an article that the reader may see, in its order. */
export async function AnnotationColumn(props: ColumnProps) {
  const { member, on, talk, view, people, annotations, more, source, draw, head } = props
  const t = await getTranslations('annotations')
  const beside = talk !== null && view.notes === 'columns'
  const here = {
    by: view.by && shortId(view.by),
    kind: view.kind ?? undefined,
    view: view.view ?? undefined,
    notes: beside ? view.notes : undefined,
  }
  const { slug: team } = member.team
  const address = (query: Record<string, string | undefined>) =>
    paths.annotated(team, on, { ...here, ...query } as Record<string, string | undefined>)
  const pages = {
    page: view.page > 1 ? String(view.page) : undefined,
    through: view.through > view.page ? String(view.through) : undefined,
  }
  const at = address(pages)
  const place = {
    here: at,
    // Of this very page, so that forty cards need not say which. A column of people is no room for a
    // form: it opens where the annotation stands in the stream.
    forms: beside ? `?at=${itsId}` : at.includes('?') ? at.slice(at.indexOf('?')) : '',
    summary: paths.annotated(team, on, { notes: 'summary' }),
    team,
    userId: member.userId,
    ...(on.link && { link: on.link }),
  }
  const { rows, shared } = await cardRows(annotations, people, place, talk)
  const { open } = view
  const edited = open && annotations.find(({ id, can }) => id === open.id && can[open.form])
  const form = open && source && edited && (
    <CardForm
      {...{ open, it: edited, source, member, on, people }}
      back={`${place.here}#annotation-${shortId(edited.id)}`}
    />
  )
  const cards = {
    place: `${member.userId}.${on.id}`,
    ...{ rows, shared },
    open: form && edited ? { id: edited.id, form } : undefined,
  }
  const columns =
    beside && rows.length > 0
      ? await sideColumns(member.userId, talk, rows, annotations, people)
      : null
  const next = { page: String(view.through + 1) }
  const filtered = view.by !== null || view.kind !== null
  return (
    <section aria-labelledby="annotations" className="notes">
      <NotesHead view={view} address={talk && address} head={head}>
        <ColumnFilters member={member} people={people} view={view} address={address} />
      </NotesHead>
      <ActionForm id={tendForm} action={tendAnnotationAction.bind(null, member.team.slug)}>
        {null}
      </ActionForm>
      {view.page > 1 && <Turn href={address({ page: String(view.page - 1) })}>{t('earlier')}</Turn>}
      {draw(cards, columns)}
      {annotations.length === 0 &&
        (filtered ? (
          <EmptyState
            title={t('emptyFilter')}
            action={
              <PendingLink className="text-link" href={paths.annotated(team, on)}>
                {t('showAll')}
              </PendingLink>
            }
          />
        ) : (
          <EmptyState title={t('emptyTitle')}>
            {audiencesFor(member).includes('team') ? t('emptyText') : t('emptyViewer')}
          </EmptyState>
        ))}
      <ColumnPhotoViewer />
      {more &&
        (open ? (
          <Turn href={address(next)}>{t('later')}</Turn>
        ) : (
          <MoreLink
            className="button button-secondary notes-turn"
            href={address(next)}
            longer={address({ ...pages, through: String(view.through + 1) })}
          >
            {t('later')}
          </MoreLink>
        ))}
    </section>
  )
}

function Turn({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PendingLink className="button button-secondary notes-turn" href={href}>
      {children}
    </PendingLink>
  )
}
