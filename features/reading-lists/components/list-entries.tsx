import { getTranslations } from 'next-intl/server'
import { readLinkAction } from '@/features/links/actions'
import { LinkFacts } from '@/features/links/components/link-facts'
import { env } from '@/lib/env'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { arrangeAction, placeEntryAction, updateEntryAction } from '../actions'
import type { EntryDetail, ListDetail } from '../queries'
import { ArrangeForm } from './arrange-form'
import { Entries } from './entries'
import { EntryForm } from './entry-form'

type ListEntriesProps = {
  team: string
  list: ListDetail
  shown: { before: string | null; after: string | null; entries: EntryDetail[] }
  /** Number of the page and of its first entry, counted from 1. */
  page: number
  start: number
  /** The entry whose form is open. */
  editing: string | null
}

/** The entries of a list: to read, and for those who may, to arrange. */
export async function ListEntries(props: ListEntriesProps) {
  const { team, list, shown, page, start, editing } = props
  const { entries, before, after } = shown
  if (entries.length === 0) return null
  if (!list.can.arrange) return <Entries team={team} entries={entries} start={start} />
  const edited = entries.find(({ id }) => id === editing)
  const at = page > 1 ? String(page) : ''
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
    return <Entries team={team} entries={entries} start={start} edited={{ id: edited.id, form }} />
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
      <Entries team={team} entries={entries} start={start} tools={{ before, after, edit }} />
    </ArrangeForm>
  )
}
