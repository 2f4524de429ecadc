import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { showTime } from '@/features/sessions/recording'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { EntryDetail } from '../queries'
import { titleOf } from './entry-form'
import { type EntryRow, EntryRows, type EntryTools } from './entry-rows'
import { sessionFacts } from './facts'

type EntriesProps = {
  team: string
  entries: EntryDetail[]
  /** Number of the first entry. */
  start: number
  /** What the buttons of an entry need; they belong to a form around this list. */
  tools?: Omit<EntryTools, 'words'>
  /** The form that stands in the place of one entry. */
  edited?: { id: string; form: ReactNode }
}

/** The entries of a list, there may be a hundred: put into words here, drawn by `EntryRows`. */
export async function Entries({ team, entries, start, tools, edited }: EntriesProps) {
  const [t, types, locale] = await Promise.all([
    getTranslations('lists'),
    getTranslations('links.types'),
    getLocale(),
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
      link ? link.site : session && sessionFacts(session, locale, t('noTime')),
      link?.author,
      link?.durationSeconds ? showTime(link.durationSeconds * 1000) : null,
      entry.offsetSeconds ? t('from', { time: showTime(entry.offsetSeconds * 1000) }) : null,
      addedBy.get(entry.addedBy),
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
    }
  })
  return (
    <EntryRows
      rows={rows}
      start={start}
      team={home}
      {...(tools && { tools: { ...tools, words: wordsOf(t) } })}
      {...(edited && { edited })}
    />
  )
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
