import { getLocale, getTranslations } from 'next-intl/server'
import { momentOf } from '@/features/sessions/recording'
import { slideAddress } from '@/features/sessions/slides'
import { marksFor } from '@/features/topics/components/marks-for'
import { formatDay } from '@/lib/dates'
import { perLocale } from '@/lib/i18n'
import { shortId } from '@/lib/ids'
import { fillMarks } from '@/lib/markdown'
import { paths } from '@/lib/paths'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import type { AnnotationCard, TeamPerson } from '../queries'
import { annotationKinds } from '../schema'
import { type PassageRow, passageRow } from './passage-rows'

// Nothing written longer after the beginning was written while one listened
const longestTalkMs = 4 * 3_600_000

/** What the reader may do with an annotation, as far as its card offers it. */
export type CardRight = (typeof rights)[number]

/** An annotation as its card shows it: plain data, since a page draws forty of them in the browser. */
export type CardRow = {
  id: string
  kind: AnnotationKind
  by: string
  fromMs: number | null
  toMs: number | null
  /** Its moment was not typed: it is when its writing began, on the clock of the recording */
  live?: true
  /** Which slide it is about, and where that can be looked at */
  slide?: { label: string; href?: string }
  /** Who is quoted, until when, answered or not, …: what stands behind the kind */
  facts: string
  html: string
  /** Typed on this device and not drawn by the server yet: shown instead of `html` */
  typed?: string
  closed?: true
  /** One's own that was just moved to the trash */
  trashed?: true
  answer?: { by: string | null; html: string; typed?: string }
  can?: CardRight[]
  passage?: PassageRow
  /** Absent where it is for the team, as usual */
  audience?: Exclude<Audience, 'team'>
  /** Of one's own: the revision that is shown, which a change of the audience names */
  revision?: number
  /** It said something else before */
  past?: true
  /** It stands in the summary too */
  promoted?: true
  photos?: PhotoRow[]
}

/** A picture of an annotation; the size is that of the small one, in pixels. */
export type PhotoRow = {
  id: string
  w: number
  h: number
  /** Who added it, if that is not the author of the annotation */
  by?: string
  /** The reader may remove it */
  own?: true
  /** Removed by the reader a moment ago */
  gone?: true
}

type Shown = NonNullable<AnnotationCard['photos']>[number]

function photoRow({ id, width: w, height: h, ...it }: Shown, author: string): PhotoRow {
  return {
    ...{ id, w, h },
    ...(it.addedById !== author && { by: it.addedById }),
    ...(it.removable && { own: true }),
    ...(it.trashed && { gone: true }),
  }
}

const words = [
  ...(['permalink', 'missed', 'noPhoto', 'edit', 'answer', 'changeAnswer', 'close'] as const),
  ...(['reopen', 'markDone', 'markOpen', 'assign', 'fillGap', 'fillPhoto'] as const),
  ...(['addPhoto', 'removePhoto', 'photoGone'] as const),
  ...(['deleted', 'undo', 'someone', 'onlyYou', 'public', 'saving', 'waits', 'refused'] as const),
  ...(['changeIt', 'tryNow', 'edited', 'onChangedText', 'formerText'] as const),
  ...(['keys.next', 'keys.previous', 'keys.edit', 'keys.forMe', 'keys.forTeam'] as const),
  ...(['audience', 'audienceChoice.me', 'audienceChoice.team', 'audienceChoice.public'] as const),
  ...(['saved', 'show', 'conflict', 'compare'] as const),
  ...(['keys.promote', 'promote', 'inSummary'] as const),
]

type Word = (typeof words)[number]

/** What all cards of a column share. */
export type CardsShared = {
  team: string
  /** The page's address */
  here: string
  /** Where forms open, as an address or what a page's own is asked; may hold `itsId` */
  forms: string
  /** Where the annotations themselves stand, if not on this page; holds `itsId` */
  original?: string
  /** Where the summary stands */
  summary: string
  /** Where pictures are served, without the id */
  photosAt: string
  names: Record<string, string>
  kinds: Record<AnnotationKind, string>
  words: Record<Word | 'photoBy' | 'unreachable', string>
}

const wordsIn = perLocale<Pick<CardsShared, 'kinds' | 'words'>>()

const acting = ['answer', 'assign', 'fill', 'attach', 'close', 'promote'] as const
const rights = [...acting, 'edit', 'audience'] as const

/** What the browser needs to draw the cards; everything in the reader's language already. */
export async function cardRows(
  annotations: AnnotationCard[],
  people: TeamPerson[],
  address: {
    here: string
    forms?: string
    summary: string
    team: string
    userId: string
    /** The link whose kept text the annotations stand on, if that is no talk */
    link?: string | null
  },
  talk: { recordingStartsAt: Date | null; slidesUrl: string | null } | null,
) {
  const [t, errors, locale] = await Promise.all([
    getTranslations('annotations'),
    getTranslations('errors'),
    getLocale(),
  ])
  const today = new Date().toISOString().slice(0, 10)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const marks = marksFor(address, names, t('someone'))

  function state(it: AnnotationCard): string | null {
    if (it.kind === 'question') {
      return it.closedAt === null ? t('open') : t(it.answerHtml === null ? 'closed' : 'answered')
    }
    return it.closedAt && t(it.kind === 'follow_up' ? 'done' : 'filled')
  }

  function facts(it: AnnotationCard): string {
    const due = it.dueOn?.toISOString().slice(0, 10)
    const day = due && formatDay(due, locale)
    const late = due && due < today && !it.closedAt
    return [
      it.speaker,
      day && (late ? t('overdue', { day }) : t('dueOn', { day })),
      it.ownerId && t('to', { name: names.get(it.ownerId) ?? t('someone') }),
      state(it),
      it.audience === 'me' && t('onlyYou'),
      it.audience === 'public' && t('public'),
    ]
      .filter(Boolean)
      .join(' · ')
  }

  function formerAt({ id }: AnnotationCard) {
    const { team, link } = address
    const passage = shortId(id)
    return link ? (hash: string) => paths.articleVersion(team, link, hash, { passage }) : null
  }

  const rows = annotations.map((it): CardRow => {
    const { recordingStartsAt, slidesUrl } = talk ?? { recordingStartsAt: null, slidesUrl: null }
    const live =
      it.fromMs === null && recordingStartsAt
        ? momentOf(it.startedAt, recordingStartsAt, longestTalkMs)
        : null
    // Pictures hang on other kinds too, but only these ask for them
    const slot = it.kind === 'photo' || it.kind === 'gap'
    const can = rights.filter((right) => it.can[right] && (right !== 'attach' || slot))
    return {
      ...{ id: it.id, kind: it.kind, by: it.authorId, fromMs: it.fromMs ?? live, toMs: it.toMs },
      ...(live !== null && { live: true }),
      ...(it.slide !== null && {
        slide: {
          label: t('onSlide', { slide: it.slide }),
          ...(slidesUrl && { href: slideAddress(slidesUrl, it.slide) }),
        },
      }),
      facts: facts(it),
      html: fillMarks(it.bodyHtml, marks),
      ...(it.closedAt && { closed: true }),
      ...(it.deletedAt && { trashed: true }),
      ...(it.answerHtml !== null && {
        answer: { by: it.answeredById, html: fillMarks(it.answerHtml, marks) },
      }),
      ...(can.length > 0 && { can }),
      ...(it.audience !== 'team' && { audience: it.audience }),
      ...(it.can.audience && { revision: it.revision }),
      ...(it.past && { past: true }),
      ...(it.promoted && { promoted: true }),
      ...(it.photos && { photos: it.photos.map((photo) => photoRow(photo, it.authorId)) }),
      ...(it.passage && { passage: passageRow(it.passage, formerAt(it)) }),
    }
  })
  const shown = new Set(
    rows.flatMap(({ by, answer, photos = [] }) => [by, answer?.by, ...photos.map((it) => it.by)]),
  )
  const shared: CardsShared = {
    team: address.team,
    here: address.here,
    forms: address.forms ?? address.here,
    summary: address.summary,
    photosAt: paths.photos(address.team),
    names: Object.fromEntries([...names].filter(([id]) => shown.has(id))),
    ...wordsIn(locale, () => ({
      kinds: Object.fromEntries(
        annotationKinds.map((kind) => [kind, t(`kinds.${kind}`)]),
      ) as CardsShared['kinds'],
      words: {
        ...(Object.fromEntries(words.map((key) => [key, t(key)])) as Record<Word, string>),
        photoBy: t('photoBy', { name: '{name}' }),
        unreachable: errors('offline'),
      },
    })),
  }
  return { rows, shared }
}
