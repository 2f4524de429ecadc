import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { ClockCookie } from '@/features/sessions/components/clock-cookie'
import { showTime } from '@/features/sessions/recording'
import { formatDay, localDate } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { markAction, saveMineAction } from '../../actions'
import type { Gathered } from '../../gathered/queue'
import { sessionFacts } from '../entries/facts'
import { MineDetails } from '../mine/mine-details'
import { MineForm } from '../mine/mine-form'
import { mineFormWords, mineShared } from '../mine/mine-words'
import { type ReadingRow, ReadingRows } from './reading-rows'

type GatheredRowsProps = {
  team: string
  items: Gathered[]
  reader: { userId: string; drawn: Date }
  /** The address of the page with more behind the question mark. */
  address: (more: Record<string, string>) => string
  /** The link or session whose form is open. */
  keeping: string | null
}

/** Links and sessions of many lists, put into words here, drawn by `ReadingRows`. */
export async function GatheredRows({ team, items, reader, address, keeping }: GatheredRowsProps) {
  const [t, own, types, locale, zone] = await Promise.all([
    getTranslations('lists'),
    getTranslations('mine'),
    getTranslations('links.types'),
    getLocale(),
    getTimeZone(),
  ])
  const home = paths.team(team)
  const rows = items.map(({ link, session, mine, note, lists, offsetSeconds }): ReadingRow => {
    const id = link?.id ?? session?.id ?? ''
    const facts = [
      link ? link.site : session && sessionFacts(session, locale, t('noTime')),
      link?.author,
      link?.durationSeconds ? showTime(link.durationSeconds * 1000) : null,
      offsetSeconds ? t('from', { time: showTime(offsetSeconds * 1000) }) : null,
      mine?.position && own('at', { position: mine.position }),
      mine?.later && own('laterUntil', { day: formatDay(localDate(mine.later, zone), locale) }),
    ]
    return {
      id,
      anchor: shortId(id),
      title: link?.title ?? session?.title ?? '',
      href: session ? paths.session(team, session).slice(home.length) : (link?.url ?? ''),
      badge: link ? types(link.type) : t('session'),
      facts: facts.filter(Boolean).join(' · '),
      ...(session && { isSession: true }),
      lists: lists.map(({ why, entry, ...list }) => ({
        title: list.title,
        href: `${paths.list(team, list).slice(home.length)}#${shortId(entry)}`,
        ...(why && { why }),
      })),
      mine: {
        on: link ? `link:${id}` : `session:${id}`,
        ...(mine && mine.state !== 'todo' && { state: mine.state }),
        ...(mine?.favourite && { favourite: true }),
        ...(note && { noteHtml: note.html }),
      },
    }
  })
  const kept = items.find(({ link, session }) => keeping && (link ?? session)?.id === keeping)
  const about = kept && {
    type: kept.link ? ('link' as const) : ('session' as const),
    id: keeping ?? '',
    title: kept.link?.title ?? kept.session?.title ?? '',
    entry: kept.lists[0]?.entry ?? null,
    mine: kept.mine,
    note: kept.note,
  }
  const form = about && (
    <MineDetails
      action={saveMineAction.bind(null, team)}
      about={about}
      userId={reader.userId}
      back={`${address({})}#${shortId(about.id)}`}
    />
  )
  return (
    <>
      <MineForm
        action={markAction.bind(null, team)}
        team={team}
        userId={reader.userId}
        drawn={reader.drawn.toISOString()}
        words={await mineFormWords()}
      />
      <ClockCookie known={zone} chosen={undefined} />
      <ReadingRows
        rows={rows}
        team={home}
        mine={await mineShared(address({ mine: '-' }).slice(0, -1))}
        {...(about && { edited: { id: about.id, form } })}
      />
    </>
  )
}
