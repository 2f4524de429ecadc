import { getTimeZone, getTranslations } from 'next-intl/server'
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
  saveMineAction,
  updateEntryAction,
} from '../actions'
import type { EntryDetail, ListDetail } from '../queries'
import { ArrangeForm } from './arrange-form'
import { Entries } from './entries'
import { EntryForm, titleOf } from './entry-form'
import { MineDetails } from './mine-details'
import { MineForm } from './mine-form'
import { mineFormWords } from './mine-words'

type ListEntriesProps = {
  team: string
  list: ListDetail
  shown: { before: string | null; after: string | null; done: number; entries: EntryDetail[] }
  reader: { userId: string; drawn: Date }
  /** Number of the page and of its first entry, counted from 1. */
  page: number
  start: number
  /** The entry whose form is open. */
  editing: string | null
  /** The entry whose form of one's own is open. */
  keeping: string | null
}

/** The entries of a list: to read, each with what one makes of it oneself. */
export async function ListEntries(props: ListEntriesProps) {
  const { team, shown, reader } = props
  if (shown.entries.length === 0) return null
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
  const { team, list, shown, reader, page, start, editing, keeping } = props
  const { entries, before, after, done } = shown
  const at = page > 1 ? String(page) : ''
  const more = paths.list(team, list, { page: at, mine: '-' }).slice(0, -1)
  const mine = { more, done, total: list.entryCount }
  const all = { team, entries, start, mine }
  const kept = entries.find(({ id }) => id === keeping)
  if (kept) {
    const back = `${paths.list(team, list, { page: at })}#${shortId(kept.id)}`
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
  const edited = entries.find(({ id }) => id === editing)
  // A form inside a form is none: while an entry is edited the others wait
  if (edited) {
    const cancel = `${paths.list(team, list, { page: at })}#${shortId(edited.id)}`
    const action = updateEntryAction.bind(null, team)
    const read = env.FETCH_LINKS === 'on' ? readLinkAction.bind(null, team) : null
    const form = (
      <>
        <EntryForm action={action} entry={edited} page={at} cancel={cancel} />
        {edited.link && <LinkFacts link={edited.link} read={read} />}
      </>
    )
    return <Entries {...all} edited={{ id: edited.id, form }} />
  }
  const t = await getTranslations('lists')
  const edit = paths.list(team, list, { page: at, edit: '-' }).slice(0, -1)
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
  return (
    <ArrangeForm
      arrange={arrangeAction.bind(null, team)}
      place={placeEntryAction.bind(null, team)}
      ids={entries.map(({ id }) => id)}
      before={before}
      after={after}
      undo={t('undo')}
      drag={drag}
    >
      <Entries {...all} tools={{ before, after, edit }} />
    </ArrangeForm>
  )
}
