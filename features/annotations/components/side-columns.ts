import { getLocale, getTranslations } from 'next-intl/server'
import { formatDay, formatTime, localDate } from '@/lib/dates'
import { bandsOf } from '../bands'
import { showMoment } from '../moment'
import type { AnnotationCard, TeamPerson } from '../queries'
import type { CardRow } from './card-rows'

export type SideColumns = {
  /** What the whole is called */
  label: string
  /** A person each, with their annotations by the band they stand in, from 0 */
  columns: { by: string; called: string; cells: { band: number; ids: string[] }[] }[]
  /** When each band begins */
  times: { band: number; time: string }[]
}

type Talk = { startsAt: Date | null; conference: { zone: string } }

/** The annotations of a page by who wrote them: one's own first, the others in the order of `people`. */
export async function sideColumns(
  reader: string,
  talk: Talk,
  rows: CardRow[],
  annotations: AnnotationCard[],
  people: TeamPerson[],
): Promise<SideColumns> {
  const [t, locale] = await Promise.all([getTranslations('annotations'), getLocale()])
  const { startsAt, conference } = talk
  const began = new Map(annotations.map(({ id, startedAt }) => [id, startedAt]))
  const timed = rows.map((row) => ({ ...row, startedAt: began.get(row.id) ?? new Date(0) }))
  const bands = bandsOf(timed)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const authors = [...names.keys()].sort((one, other) =>
    one === reader ? -1 : other === reader ? 1 : 0,
  )

  function timeOf(band: typeof timed): string {
    const fromMs = band.find((it) => it.fromMs !== null)?.fromMs ?? null
    const startedAt = band[0]?.startedAt
    if (fromMs !== null || !startedAt) return showMoment(fromMs)
    const { zone } = conference
    const day = localDate(startedAt, zone)
    if (startsAt && localDate(startsAt, zone) === day) return formatTime(startedAt, zone, locale)
    return formatDay(day, locale)
  }

  const columns = authors.flatMap((by) => {
    const cells = bands.flatMap((them, band) => {
      const ids = them.filter((it) => it.by === by).map(({ id }) => id)
      return ids.length > 0 ? [{ band, ids }] : []
    })
    const name = names.get(by) ?? t('someone')
    return cells.length > 0
      ? [{ by, called: by === reader ? t('you', { name }) : name, cells }]
      : []
  })
  const times = bands.map((them, band) => ({ band, time: timeOf(them) }))
  return { label: t('views.columns'), columns, times }
}
