import { getTimeZone, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { readLinkAction } from '@/features/links/actions'
import { LinkFacts } from '@/features/links/components/link-facts'
import { ClockCookie } from '@/features/sessions/components/clock-cookie'
import { env } from '@/lib/env'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import {
  arrangeAction,
  markAction,
  placeEntryAction,
  renameSectionAction,
  saveMineAction,
  updateEntryAction,
} from '../../actions'
import type { EntryDetail, ListDetail } from '../../queries'
import type { ListView } from '../../schema'
import { MineDetails } from '../mine/mine-details'
import { MineForm } from '../mine/mine-form'
import { mineFormWords } from '../mine/mine-words'
import { ArrangeForm } from './arrange-form'
import { BulkBar } from './bulk-bar'
import { Entries } from './entries'
import { EntryForm, titleOf } from './entry-form'
import { dragged, first } from './list-rows'
import { SectionForm } from './section-form'

type ListEntriesProps = {
  team: string
  list: ListDetail
  shown: { before: string | null; after: string | null; done: number; entries: EntryDetail[] }
  reader: { userId: string; drawn: Date }
  /** Number of the page and of its first entry, counted from 1. */
  page: number
  start: number
  view: ListView
  /** The entry whose form is open. */
  editing: string | null
  /** The entry whose form of one's own is open. */
  keeping: string | null
  /** The section whose heading is being written. */
  renaming: string | null
  /** The entry of which one reads what is said, and that. */
  below?: { id: string; content: ReactNode }
}

/** The entries of a list: to read, each with what one makes of it oneself. */
export async function ListEntries(props: ListEntriesProps) {
  const { team, shown, reader } = props
  if (shown.entries.length === 0 && props.list.sections.length === 0) return null
  return (
    <>
      <MineForm
        action={markAction.bind(null, team)}
        team={team}
        userId={reader.userId}
        drawn={reader.drawn.toISOString()}
        words={await mineFormWords()}
      />
      <ClockCookie known={await getTimeZone()} chosen={undefined} />
      <Arranged {...props} />
    </>
  )
}

/** For those who may, to arrange. */
async function Arranged(props: ListEntriesProps) {
  const { team, list, shown, reader, page, start, view, editing, keeping, renaming, below } = props
  const { entries, before, after, done } = shown
  const at = { page: page > 1 ? String(page) : '', view: view === 'cards' ? '' : view }
  const here = paths.list(team, list, at)
  const opening = (what: string) => paths.list(team, list, { ...at, [what]: '-' }).slice(0, -1)
  const mine = { more: opening('mine'), done, total: list.entryCount }
  const talk = opening('thread')
  const all = { team, list, entries, page, start, view, mine, talk, ...(below && { below }) }
  const kept = entries.find(({ id }) => id === keeping)
  if (kept) {
    const back = `${here}#${shortId(kept.id)}`
    const { link, session, mine, note } = kept
    const on = { type: link ? ('link' as const) : ('session' as const) }
    const about = { ...on, id: link?.id ?? session?.id ?? '', mine, note, entry: kept.id }
    const form = (
      <MineDetails
        action={saveMineAction.bind(null, team)}
        about={{ ...about, title: titleOf(kept) }}
        userId={reader.userId}
        back={back}
      />
    )
    return <Entries {...all} edited={{ id: kept.id, form }} />
  }
  if (!list.can.arrange) return <Entries {...all} />
  const section = list.sections.find(({ id }) => id === renaming)
  if (section) {
    const cancel = `${here}#s-${shortId(section.id)}`
    const action = renameSectionAction.bind(null, team)
    const form = <SectionForm {...{ action, section, cancel }} page={at.page} />
    return <Entries {...all} edited={{ id: `s:${section.id}`, form }} />
  }
  const edited = entries.find(({ id }) => id === editing)
  // A form inside a form is none: while an entry is edited the others wait
  if (edited) {
    const cancel = `${here}#${shortId(edited.id)}`
    const action = updateEntryAction.bind(null, team)
    const read = env.FETCH_LINKS === 'on' ? readLinkAction.bind(null, team) : null
    const form = (
      <>
        <EntryForm action={action} entry={edited} page={at.page} cancel={cancel} />
        {edited.link && <LinkFacts link={edited.link} read={read} />}
      </>
    )
    return <Entries {...all} edited={{ id: edited.id, form }} />
  }
  // What stands below an entry has forms of its own
  if (below) return <Entries {...all} />
  const t = await getTranslations('lists')
  // Templates: a message that is given its own placeholders keeps them
  const [title, position, count] = ['{title}', '{position}', '{count}']
  const drag = {
    handle: t('drag.handle', { title }),
    instructions: t('drag.instructions'),
    lifted: t('drag.lifted', { title, position, count }),
    over: t('drag.over', { title, position, count }),
    dropped: t('drag.dropped', { title, position, count }),
    cancelled: t('drag.cancelled', { title }),
  }
  const ordered = view === 'cards' || view === 'table'
  const tools = { before, after, edit: opening('edit'), rename: opening('section') }
  const rows = entries.map(({ id, sectionId }) => ({ id, sectionId }))
  return (
    <ArrangeForm
      arrange={arrangeAction.bind(null, team)}
      place={placeEntryAction.bind(null, team)}
      {...(ordered && {
        order: { ids: dragged(list, rows, page), before, after, section: first(list, rows) },
      })}
      undo={t('undo')}
      drag={drag}
    >
      <Entries {...all} tick {...(ordered && { tools })} />
      <BulkBar list={list} lists={paths.copyList(team, list)} />
    </ArrangeForm>
  )
}
