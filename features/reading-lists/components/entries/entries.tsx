import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { pack } from '@/components/ui/packed'
import { showTime } from '@/features/sessions/recording'
import { formatDay, localDate } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { EntryDetail, ListDetail } from '../../queries'
import type { ListView } from '../../schema'
import type { MineRow } from '../mine/mine-mark'
import { mineShared } from '../mine/mine-words'
import { titleOf } from './entry-form'
import { EntryRows } from './entry-rows'
import type { EntryTools } from './entry-tools'
import { sessionFacts } from './facts'
import { withGroups, withSections } from './list-rows'
import type { EntryRow } from './rows'
import type { SectionTools } from './section-row'

type EntriesProps = {
  team: string
  list: ListDetail
  entries: EntryDetail[]
  /** Number of the page and of its first entry. */
  page: number
  start: number
  view: ListView
  /** What the buttons of an entry need; they belong to a form around this list. */
  tools?: { before: string | null; after: string | null; edit: string; rename: string }
  /** Whether entries can be ticked, in the same form. */
  tick?: boolean
  /** The address that opens what is said of an entry, up to its short id. */
  talk: string
  /** The address of the form of one's own, up to the short id, and how far one is with the list. */
  mine?: { more: string; done: number; total: number }
  /** The form that stands in the place of one row, and what stands below one. */
  edited?: { id: string; form: ReactNode }
  below?: { id: string; content: ReactNode }
}

/** The entries of a list, there may be a hundred: put into words here, drawn by `EntryRows`. */
export async function Entries(props: EntriesProps) {
  const { team, list, entries, page, start, view, tools, tick, talk, mine, edited, below } = props
  const [t, own, types, states, comments, locale, zone] = await Promise.all([
    getTranslations('lists'),
    getTranslations('mine'),
    getTranslations('links.types'),
    getTranslations('links.states'),
    getTranslations('comments'),
    getLocale(),
    getTimeZone(),
  ])
  const home = paths.team(team)
  // Filling in a message costs more than drawing a row, and one person adds many entries
  const addedBy = new Map<string, string>()
  for (const { addedBy: name } of entries) {
    if (!addedBy.has(name)) addedBy.set(name, t('addedBy', { name }))
  }
  const plain = entries.map((entry): EntryRow => {
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
      ...(whyHtml && view !== 'table' && { whyHtml }),
      ...(entry.comments && { comments: comments('count', { count: entry.comments }) }),
      ...(session && { isSession: true }),
      ...(mine && { mine: mineOf(entry) }),
      ...(link && { about: paths.link(team, link.id).slice(home.length) }),
    }
  })
  const rows =
    view === 'type' || view === 'people'
      ? withGroups(
          plain,
          entries.map(({ addedBy }, index) =>
            view === 'type' ? (plain[index]?.badge ?? '') : addedBy,
          ),
        )
      : view === 'newest'
        ? plain
        : withSections(
            list,
            { entries, rows: plain, page },
            {
              count: (count) => t('count', { count }),
              continued: (title) => t('sections.continued', { title }),
              empty: t('sections.empty'),
            },
          )
  const title = '{title}'
  const order = list.sections.map(({ id }) => id)
  return (
    <EntryRows
      rows={pack(rows)}
      start={start}
      team={home}
      talk={{ href: talk, words: list.can.comment ? comments('comment') : '' }}
      {...(view === 'table' && { look: view })}
      {...(tick && { tick: t('bulk.tick', { title }) })}
      {...(below && { below })}
      {...(tools && {
        sections: { order, rename: tools.rename, words: sectionWords(t) },
      })}
      words={{ about: t('about'), aboutOf: t('aboutOf', { title: '{title}' }) }}
      {...(tools && { tools: { ...tools, sections: ['none', ...order], words: wordsOf(t) } })}
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

type Words = Awaited<ReturnType<typeof getTranslations<'lists'>>>

function sectionWords(t: Words): SectionTools['words'] {
  const title = '{title}'
  return {
    up: t('sections.upOf', { title }),
    down: t('sections.downOf', { title }),
    rename: t('sections.rename'),
    renameOf: t('sections.renameOf', { title }),
    remove: t('sections.remove'),
    removeOf: t('sections.removeOf', { title }),
  }
}

/** Templates: a message that is given its own placeholder keeps it. */
function wordsOf(t: Words): EntryTools['words'] {
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
