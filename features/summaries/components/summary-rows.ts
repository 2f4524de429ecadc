import { getTranslations } from 'next-intl/server'
import { itsId } from '@/features/annotations/components/card-actions'
import { cardRows } from '@/features/annotations/components/card-rows'
import { showMoment } from '@/features/annotations/moment'
import type { TeamPerson } from '@/features/annotations/queries'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { type Promoted, summaryMarkdown } from '../markdown'
import type { SummaryBlock } from '../queries'
import type { BlockRow } from './summary-blocks'

type Of = {
  member: Member
  session: {
    id: string
    slug: string
    title: string
    recordingStartsAt: Date | null
    slidesUrl: string | null
  }
  blocks: SummaryBlock[]
  people: TeamPerson[]
}

/** Blocks as they are drawn: annotations without their buttons, which are where they were written. */
export async function blockRows({ member, session, blocks, people }: Of) {
  const { slug: team } = member.team
  const here = paths.summary(team, session)
  const annotations = blocks.flatMap((block) => ('annotation' in block ? [block.annotation] : []))
  const original = paths.session(team, session, { at: itsId })
  const { rows, shared } = await cardRows(
    annotations,
    people,
    { here, summary: here, team, userId: member.userId },
    session,
  )
  const cards = new Map(
    rows.map(({ can: _, promoted: __, photos, ...row }) => [
      row.id,
      { ...row, ...(photos && { photos: photos.map(({ own: _, ...photo }) => photo) }) },
    ]),
  )
  const drawn = blocks.flatMap((block): BlockRow[] => {
    if ('html' in block) {
      const { id, html, revision } = block
      return [{ id, html, ...(revision > 1 && { past: true }) }]
    }
    const it = cards.get(block.annotation.id)
    return it ? [{ id: block.id, it }] : []
  })
  return { rows: drawn, shared: { ...shared, original } }
}

/** For sending on: without what the reader alone sees. */
export async function asMarkdown({ session, blocks, people }: Of) {
  const t = await getTranslations('annotations')
  const nameOf = (id: string | null) => people.find((it) => it.id === id)?.name ?? t('someone')
  const parts = blocks.flatMap((block): (string | Promoted)[] => {
    if ('html' in block) return [block.source]
    const { annotation: it } = block
    if (it.audience === 'me') return []
    const { source, speaker, answerSource, answeredById } = it
    return [
      {
        ...{ source, speaker, quoted: it.kind === 'quote' },
        answer: answerSource === null ? null : { by: nameOf(answeredById), source: answerSource },
        credits: [
          nameOf(it.authorId),
          t(`kinds.${it.kind}`),
          showMoment(it.fromMs, it.toMs),
        ].filter(Boolean),
      },
    ]
  })
  return summaryMarkdown(session.title, parts)
}
