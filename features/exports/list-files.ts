import { escaped } from '@/components/ui/html'
import { plain } from '@/features/summaries/markdown'
import { frontMatter } from './notes-markdown'
import type { ExportedEntry } from './queries'

export type ExportedList = { title: string; description: string; entries: ExportedEntry[] }

type Addressed = {
  /** The list's own address */
  address: string
  /** Where an entry leads: its link at its offset, or the talk */
  entryAt: (entry: ExportedEntry) => string
}

/** The entries by section, in their order; those in none come first. */
function sectionsOf(entries: ExportedEntry[]) {
  const sections: { title: string | null; entries: ExportedEntry[] }[] = []
  for (const entry of entries) {
    const last = sections.at(-1)
    if (last && last.title === entry.section) last.entries.push(entry)
    else sections.push({ title: entry.section, entries: [entry] })
  }
  return sections
}

/** A list as Markdown: a heading a section, an item an entry, its why below it. */
export function listMarkdown(list: ExportedList, { address, entryAt }: Addressed): string {
  const item = (entry: ExportedEntry) => {
    const why = entry.why && `\n${entry.why.replace(/^(?=.)/gm, '  ')}`
    return `- [${plain(entry.title)}](<${entryAt(entry)}>)${why}`
  }
  const parts = sectionsOf(list.entries).flatMap(({ title, entries }) => [
    title === null ? '' : `## ${plain(title)}`,
    entries.map(item).join('\n'),
  ])
  const head = frontMatter({ title: list.title, address })
  const text = [`# ${plain(list.title)}`, list.description, ...parts].filter(Boolean).join('\n\n')
  return `${head}\n${text}\n`
}

/**
 * A list as a bookmarks file as browsers write and read it (Netscape's, never specified): a folder
 * for the list and one a section, the why as description.
 */
export function listBookmarks(list: ExportedList, { entryAt }: Addressed): string {
  const bookmark = (entry: ExportedEntry) => {
    const added = Math.floor(entry.addedAt.getTime() / 1000)
    const link = `<DT><A HREF="${markup(entryAt(entry))}" ADD_DATE="${added}">${markup(entry.title)}</A>`
    return entry.why ? `${link}\n<DD>${markup(entry.why)}` : link
  }
  const folder = (title: string, content: string) =>
    `<DT><H3>${markup(title)}</H3>\n<DL><p>\n${content}\n</DL><p>`
  const sections = sectionsOf(list.entries).map(({ title, entries }) => {
    const content = entries.map(bookmark).join('\n')
    return title === null ? content : folder(title, content)
  })
  return [
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>',
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
    '<TITLE>Bookmarks</TITLE>',
    '<H1>Bookmarks</H1>',
    '<DL><p>',
    folder(list.title, sections.join('\n')),
    '</DL><p>',
    '',
  ].join('\n')
}

/** A list as OPML 2.0: an outline a section, one of type `link` an entry. */
export function listOpml(list: ExportedList, { entryAt }: Addressed): string {
  const entry = (it: ExportedEntry) =>
    `<outline type="link" text="${markup(it.title)}" url="${markup(entryAt(it))}"${
      it.why && ` description="${markup(it.why)}"`
    } created="${it.addedAt.toUTCString()}"/>`
  const sections = sectionsOf(list.entries).map(({ title, entries }) => {
    const content = entries.map(entry).join('\n')
    return title === null ? content : `<outline text="${markup(title)}">\n${content}\n</outline>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0">\n<head><title>${markup(list.title)}</title></head>\n<body>`,
    ...sections,
    '</body>\n</opml>\n',
  ].join('\n')
}

// In an attribute a break is a space unless it is written so
function markup(text: string): string {
  return escaped(text).replace(/\n/g, '&#10;')
}
