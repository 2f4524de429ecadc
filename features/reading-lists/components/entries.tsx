import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { showTime } from '@/features/sessions/recording'
import { formatDay, localDate } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { EntryDetail } from '../queries'
import { titleOf } from './entry-form'
import { type EntryRow, EntryRows, type EntryTools } from './entry-rows'
import { sessionFacts } from './facts'
import type { MineRow } from './mine-mark'
import { mineShared } from './mine-words'

type EntriesProps = {
  team: string
  entries: EntryDetail[]
  /** Number of the first entry. */
  start: number
  /** What the buttons of an entry need; they belong to a form around this list. */
  tools?: Omit<EntryTools, 'words'>
  /** The address of the form of one's own, up to the short id, and how far one is with the list. */
  mine?: { more: string; done: number; total: number }
  /** The form that stands in the place of one entry. */
  edited?: { id: string; form: ReactNode }
}

/** The entries of a list, there may be a hundred: put into words here, drawn by `EntryRows`. */
export async function Entries({ team, entries, start, tools, mine, edited }: EntriesProps) {
  const [t, own, types, states, locale, zone] = await Promise.all([
    getTranslations('lists'),
    getTranslations('mine'),
    getTranslations('links.types'),
    getTranslations('links.states'),
    getLocale(),
    getTimeZone(),
  ])
  const home = paths.team(team)
  // Filling in a message costs more than drawing a row, and one person adds many entries
  const addedBy = new Map<string, string>()
  for (const { addedBy: name } of entries) {
    if (!addedBy.has(name)) addedBy.set(name, t('addedBy', { name }))
  }
  const rows = entries.map((entry): EntryRow => {
    const { id, link, session, whyHtml } = entry
    const facts = [
      link?.deadAt && states('dead'),
      link ? link.site : session && sessionFacts(session, locale, t('noTime')),
      link?.author,
      link?.durationSeconds ? showTime(link.durationSeconds * 1000) : null,
      entry.offsetSeconds ? t('from', { time: showTime(entry.offsetSeconds * 1000) }) : null,
      addedBy.get(entry.addedBy),
      entry.mine?.position && own('at', { position: entry.mine.position }),
      entry.mine?.later &&
        own('laterUntil', { day: formatDay(localDate(entry.mine.later, zone), locale) }),
    ]
    return {
      id,
      anchor: shortId(id),
      title: titleOf(entry),
      href: session ? paths.session(team, session).slice(home.length) : (link?.url ?? ''),
      badge: link ? types(link.type) : t('session'),
      facts: facts.filter(Boolean).join(' · '),
      ...(whyHtml && { whyHtml }),
      ...(session && { isSession: true }),
      ...(mine && { mine: mineOf(entry) }),
      ...(link && { about: paths.link(team, link.id).slice(home.length) }),
    }
  })
  return (
    <EntryRows
      rows={rows}
      start={start}
      team={home}
      words={{ about: t('about'), aboutOf: t('aboutOf', { title: '{title}' }) }}
      {...(tools && { tools: { ...tools, words: wordsOf(t) } })}
      {...(mine && {
        mine: {
          ...(await mineShared(mine.more)),
          progress: {
            ...mine,
            words: own('progress', { done: '{done}', total: mine.total }),
          },
        },
      })}
      {...(edited && { edited })}
    />
  )
}

/** What is as at the beginning is not sent. */
function mineOf({ link, session, mine, note }: EntryDetail): MineRow {
  return {
    on: link ? `link:${link.id}` : `session:${session?.id}`,
    ...(mine && mine.state !== 'todo' && { state: mine.state }),
    ...(mine?.favourite && { favourite: true }),
    ...(note && { noteHtml: note.html }),
  }
}

/** Templates: a message that is given its own placeholder keeps it. */
function wordsOf(t: Awaited<ReturnType<typeof getTranslations<'lists'>>>): EntryTools['words'] {
  const title = '{title}'
  return {
    up: t('upOf', { title }),
    down: t('downOf', { title }),
    edit: t('editEntry'),
    editOf: t('editEntryOf', { title }),
    remove: t('remove'),
    removeOf: t('removeOf', { title }),
  }
}
