import { getLocale, getTranslations } from 'next-intl/server'
import { formatDay } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import type { AnnotationCard, TeamPerson } from '../queries'
import { annotationKinds } from '../schema'

/** The form that is open in a card, as the address names it. */
export type OpenForm = 'edit' | 'answer' | 'fill' | 'assign'

const words = [
  ...([
    'permalink',
    'missed',
    'noPhoto',
    'edit',
    'answer',
    'changeAnswer',
    'close',
    'reopen',
  ] as const),
  ...(['markDone', 'markOpen', 'assign', 'fillGap', 'fillPhoto'] as const),
]

export type CardTexts = Record<(typeof words)[number], string>

/** What all cards of a column share, looked up once per page instead of once per card. */
export async function cardContext(people: TeamPerson[], address: (query: Query) => string) {
  const [t, locale] = await Promise.all([getTranslations('annotations'), getLocale()])
  const today = new Date().toISOString().slice(0, 10)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const name = (id: string | null) => (id && names.get(id)) || t('someone')

  function state(it: AnnotationCard): string | null {
    if (it.kind === 'question') {
      return it.closedAt === null ? t('open') : t(it.answerHtml === null ? 'closed' : 'answered')
    }
    return it.closedAt && t(it.kind === 'follow_up' ? 'done' : 'filled')
  }

  /** What stands behind the kind in the head of a card. */
  function facts(it: AnnotationCard): string {
    const due = it.dueOn?.toISOString().slice(0, 10)
    const day = due && formatDay(due, locale)
    const late = due && due < today && !it.closedAt
    return [
      it.speaker,
      it.slide !== null && t('onSlide', { slide: it.slide }),
      day && (late ? t('overdue', { day }) : t('dueOn', { day })),
      it.ownerId && t('to', { name: name(it.ownerId) }),
      state(it),
      it.audience === 'me' && t('onlyYou'),
    ]
      .filter(Boolean)
      .join(' · ')
  }

  return {
    texts: Object.fromEntries(words.map((key) => [key, t(key)])) as CardTexts,
    kinds: Object.fromEntries(annotationKinds.map((kind) => [kind, t(`kinds.${kind}`)])) as Record<
      AnnotationCard['kind'],
      string
    >,
    name,
    facts,
    /** The address of the page with a form open in a card. */
    href: (form: OpenForm, id: string) =>
      `${address({ [form]: shortId(id) })}#annotation-${shortId(id)}`,
  }
}

type Query = Record<string, string | undefined>

export type CardContext = Awaited<ReturnType<typeof cardContext>>
