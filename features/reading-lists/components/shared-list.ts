import { getLocale, getTranslations } from 'next-intl/server'
import { facts, type Html, html, lineOf, sanitised } from '@/components/ui/html'
import type { PublicNote } from '@/features/annotations/public'
import { showTime } from '@/features/sessions/recording'
import { markdownOf, plainLine } from '@/features/shares/text'
import { formatDays, localDate } from '@/lib/dates'
import type { SharedEntry, SharedList } from '../shared'
import { sessionFacts } from './entries/facts'

/** Draws what the team shows of its notes on a session. */
type Drawn = (notes: PublicNote[]) => Promise<Html>

/** A list as a stranger reads it: no script, no way into the team. */
export async function sharedList(list: SharedList, draw: Drawn): Promise<Html> {
  const [t, about] = await Promise.all([getTranslations('shares.page'), wordsOf(list)])
  const parts = sectionsOf(list)
  const bodies = await Promise.all(
    parts.map(async ({ title, first, entries }) => {
      const rows = await Promise.all(
        entries.map((entry, index) => {
          const heading = title ? inSection : alone
          return entryHtml(entry, first + index, { ...about, heading }, draw)
        }),
      )
      return html`${title && html`<h2 class="section" dir="auto">${title}</h2>`}
<ol class="entries" start="${first}">${rows}</ol>`
    }),
  )
  return html`<header>
<p class="label">${t('label')}</p>
<h1 dir="auto">${lineOf(list.title)}</h1>
<p class="facts">${facts(about.list)}</p>
${list.html && html`<div class="prose lead">${sanitised(list.html)}</div>`}
</header>
${list.entries.length === 0 && html`<p class="empty">${t('empty')}</p>`}
${bodies}`
}

type Words = Awaited<ReturnType<typeof wordsOf>> & { heading: (words: Html) => Html }

// An entry outside of sections stands right below the list
const alone = (words: Html) => html`<h2 class="title" dir="auto">${words}</h2>`
const inSection = (words: Html) => html`<h3 class="title" dir="auto">${words}</h3>`

async function entryHtml(entry: SharedEntry, number: number, words: Words, draw: Drawn) {
  const { title, url, type, facts: rest } = words.entry(entry)
  const { notes } = entry
  return html`<li>
<span class="number" aria-hidden="true">${number}</span>
${words.heading(url ? html`<a href="${url}" rel="noreferrer noopener nofollow">${title}</a>` : html`${title}`)}
<p class="facts"><span class="badge">${type}</span>${facts(rest)}</p>
${entry.html && html`<div class="prose">${sanitised(entry.html)}</div>`}
${notes.length > 0 && html`<details><summary>${words.notes(notes.length)}</summary>${await draw(notes)}</details>`}
</li>
`
}

/** The same as Markdown, each entry with what its session's notes are as Markdown. */
export async function sharedListMarkdown(
  list: SharedList,
  notesOf: (notes: PublicNote[]) => Promise<string[]>,
): Promise<string> {
  const about = await wordsOf(list)
  const parts = [`# ${plainLine(list.title)}`, plainLine(about.list.filter(Boolean).join(' · '))]
  parts.push(markdownOf(list.html))
  for (const { title, first, entries } of sectionsOf(list)) {
    if (title) parts.push(`## ${plainLine(title)}`)
    for (const [index, entry] of entries.entries()) {
      const { title, url, type, facts } = about.entry(entry)
      const named = url
        ? `[${plainLine(title)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`
        : plainLine(title)
      const about_ = plainLine([type, ...facts].filter(Boolean).join(' · '))
      const inner = [
        `${named}  \n${about_}`,
        markdownOf(entry.html),
        ...(await notesOf(entry.notes)),
      ]
      const mark = `${first + index}. `
      parts.push(
        mark +
          inner
            .filter(Boolean)
            .join('\n\n')
            .replace(/\n(?=.)/g, `\n${' '.repeat(mark.length)}`),
      )
    }
  }
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** What a feed of the list holds, the latest first. */
export async function sharedListEntries(list: SharedList) {
  const about = await wordsOf(list)
  return list.entries
    .map((entry) => {
      const { title, url, type, facts: rest } = about.entry(entry)
      const { key, addedBy: author, createdAt: published, updatedAt: updated } = entry
      const { markup } = html`<p>${facts([type, ...rest])}</p>${sanitised(entry.html)}`
      return { key, title, url, author, category: type, published, updated, html: markup }
    })
    .sort((one, other) => Number(other.published) - Number(one.published))
}

/** Entries that stand together under a heading, and the number of the first. */
function sectionsOf({ entries }: SharedList) {
  const parts: { title: string; first: number; entries: SharedEntry[] }[] = []
  for (const [index, entry] of entries.entries()) {
    const title = lineOf(entry.section ?? '')
    const last = parts.at(-1)
    if (last?.title === title) last.entries.push(entry)
    else parts.push({ title, first: index + 1, entries: [entry] })
  }
  return parts
}

/** What is said of a list and of its entries, in the reader's language. */
async function wordsOf(list: SharedList) {
  const [t, types, locale] = await Promise.all([
    getTranslations('shares.page'),
    getTranslations('links.types'),
    getLocale(),
  ])
  const day = localDate(list.updatedAt, 'UTC')
  const known = new Map<string, string>()
  // To fill in a message costs more than the rest of an entry
  const once = (key: string, make: () => string) => {
    const made = known.get(key) ?? make()
    known.set(key, made)
    return made
  }
  return {
    list: [
      list.createdBy && t('by', { name: list.createdBy }),
      list.entries.length > 0 && t('count', { count: list.entries.length }),
      t('changed', { day: formatDays(day, day, locale) }),
    ],
    notes: (count: number) => once(`notes ${count}`, () => t('notes', { count })),
    entry({ link, session, offsetSeconds, addedBy }: SharedEntry) {
      const named = addedBy && addedBy !== list.createdBy ? addedBy : null
      return {
        title: lineOf(link?.title ?? session?.title ?? '') || (link?.url ?? '…'),
        url: link?.url ?? null,
        type: link ? once(link.type, () => types(link.type)) : once('session', () => t('session')),
        facts: [
          link ? link.site : session && sessionFacts(session, locale, t('noTime')),
          link?.author !== link?.site && link?.author,
          link?.durationSeconds && showTime(link.durationSeconds * 1000),
          offsetSeconds && t('from', { time: showTime(offsetSeconds * 1000) }),
          named && once(`by ${named}`, () => t('addedBy', { name: named })),
        ].map((fact) => (typeof fact === 'string' ? fact : null)),
      }
    },
  }
}
