import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { notFound, permanentRedirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { getNoteCounts } from '@/features/comments/queries'
import { clockCookie, pickClock, zoneCookie } from '@/features/conferences/clock'
import { ConferenceHeader } from '@/features/conferences/components/conference-header'
import { UndoNotice } from '@/features/conferences/components/undo-notice'
import { getConference } from '@/features/conferences/queries'
import { wishAction } from '@/features/interests/actions'
import { DayWishes, markWords } from '@/features/interests/components/day-wishes'
import { getWantedDay, mineAlone } from '@/features/interests/queries'
import { restoreSessionAction } from '@/features/sessions/actions'
import { ClockChoice } from '@/features/sessions/components/clock-choice'
import { ClockCookie } from '@/features/sessions/components/clock-cookie'
import { Programme } from '@/features/sessions/components/programme'
import { ProgrammeEmpty } from '@/features/sessions/components/programme-empty'
import { ViewChoice } from '@/features/sessions/components/view-choice'
import { dayToShow } from '@/features/sessions/grid'
import type { ProgrammeFilter } from '@/features/sessions/programme'
import { getProgrammeOutline, getTrashedSession } from '@/features/sessions/queries'
import { type ProgrammeQuery, programmeQuery } from '@/features/sessions/schema'
import { requireMember } from '@/lib/actor'
import { conferenceDay } from '@/lib/dates'
import { fromShortId, fromSlugId, isSlugIdOf } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string; conference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params }: Props) {
  const { team, conference } = await params
  const id = fromSlugId(conference)
  const member = await requireMember(team)
  return { member, id: id ?? notFound(), part: conference }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { member, id } = await load(props)
  return { title: (await getConference(member, id))?.title ?? notFound() }
}

export default async function ProgrammePage(props: Props) {
  const { member, id, part } = await load(props)
  const query = programmeQuery.parse(await props.searchParams)
  const filter = { ...filterOf(query), ...(query.mine && mineAlone(member)) }
  const drawn = new Date()
  const fetchDay = async (day: string | null) => {
    const read = [getWantedDay(member, id, day, filter), getNoteCounts(member, id, day)] as const
    const [wanted, counts] = await Promise.all(read)
    return { ...wanted, ...counts }
  }
  // With a day in the address everything is asked for at once
  const asked = query.day === 'none' ? null : query.day
  const [conference, outline, dayAsked, reader, gone, locale, t, interests] = await Promise.all([
    getConference(member, id),
    getProgrammeOutline(member, id, filter),
    asked === undefined ? null : fetchDay(asked),
    readerOf(),
    query.trashed ? getTrashedSession(member, query.trashed) : null,
    getLocale(),
    getTranslations('sessions.programme'),
    getTranslations('interests'),
  ])
  if (!conference) notFound()
  const { slug: team } = member.team
  if (!isSlugIdOf(part, conference)) permanentRedirect(paths.conference(team, conference, query))

  const now = new Date()
  const today = conferenceDay(now, conference.zone, conference.dayEndsAtMinutes)
  const day = dayToShow(outline.days, asked, today)
  const shown = day === undefined || day === asked ? dayAsked : await fetchDay(day)
  const sessions = shown?.sessions ?? []
  const at = sessions[0]?.startsAt ?? now
  const clock = pickClock(conference.zone, { ...reader, asked: query.zone }, at)
  const view = query.view ?? (reader.phone ? 'list' : 'rooms')
  const { annotations = new Map(), comments = new Map() } = shown ?? {}
  const { picks = new Map(), wanted = new Map() } = shown ?? {}
  const marks = { drawn: drawn.toISOString(), words: markWords(interests) }
  const counts = { annotations, comments, picks, wanted, marks }
  const frame = { team, clock, locale, now, ...counts, t }
  const wishes = { sessions, picks, zone: clock.zone, locale }
  const href = (change: Partial<ProgrammeQuery>) =>
    paths.conference(team, conference, { ...query, trashed: undefined, ...change })
  const count = outline.days.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <ConferenceHeader conference={conference} team={team} sessionCount={count}>
        {count > 0 && (
          <>
            <ViewChoice view={view} href={(view) => href({ view })} t={t} />
            <ClockChoice clock={clock} href={(zone) => href({ zone })} t={t} />
          </>
        )}
      </ConferenceHeader>
      {gone && (
        <UndoNotice
          text={t('trashed', { title: gone.title })}
          undo={t('undo')}
          action={restoreSessionAction.bind(null, team)}
          id={gone.id}
        />
      )}
      {day === undefined ? (
        <ProgrammeEmpty team={team} conference={conference} t={t} />
      ) : (
        <Programme
          {...{ conference, outline, sessions, day, today, view, query, frame }}
          drawDay={(cards) => (
            <DayWishes
              {...wishes}
              allPicks={query.mine ? paths.picks(team, conference) : null}
              action={wishAction.bind(null, team)}
              reader={{ team, userId: member.userId }}
            >
              {cards}
            </DayWishes>
          )}
        />
      )}
      <ClockCookie known={reader.zone ?? null} chosen={query.zone} />
    </>
  )
}

function filterOf({ q, room, track }: ProgrammeQuery): ProgrammeFilter {
  const [roomId, trackId] = [fromShortId(room ?? ''), fromShortId(track ?? '')]
  return { ...(q && { q }), ...(roomId && { roomId }), ...(trackId && { trackId }) }
}

/** What the request tells of its reader: zone and clock from cookies, a phone or not. */
async function readerOf() {
  const [jar, head] = await Promise.all([cookies(), headers()])
  return {
    zone: jar.get(zoneCookie)?.value,
    clock: jar.get(clockCookie)?.value,
    phone: head.get('sec-ch-ua-mobile') === '?1' || /Mobi/.test(head.get('user-agent') ?? ''),
  }
}
