import { z } from 'zod'

/** How notes go out: Markdown, HTML to paste, with pictures in a zip, a calendar, JSON of two kinds. */
export const notesFormats = ['md', 'html', 'zip', 'ics', 'json', 'jsonld'] as const
export type NotesFormat = (typeof notesFormats)[number]

/** How a reading list goes out; `html` is a bookmarks file. */
export const listFormats = ['md', 'html', 'opml', 'json'] as const
export type ListFormat = (typeof listFormats)[number]

/** How the recap of a conference goes out. */
export const recapFormats = ['md', 'html'] as const
export type RecapFormat = (typeof recapFormats)[number]

/** How what one wants of a conference goes out. */
export const picksFormats = ['ics', 'json'] as const
export type PicksFormat = (typeof picksFormats)[number]

/** The ending of an address, and what its file is called on screen. */
export type OfferedFile = {
  ending: NotesFormat | ListFormat
  name:
    | 'markdown'
    | 'paste'
    | 'pictures'
    | 'calendar'
    | 'annotations'
    | 'programme'
    | 'bookmarks'
    | 'opml'
    | 'data'
}

export const recapFiles: OfferedFile[] = [
  { ending: 'md', name: 'markdown' },
  { ending: 'html', name: 'paste' },
]

export const noteFiles: OfferedFile[] = [
  ...recapFiles,
  { ending: 'zip', name: 'pictures' },
  { ending: 'json', name: 'annotations' },
]

export const sessionFiles: OfferedFile[] = [...noteFiles, { ending: 'ics', name: 'calendar' }]

export const conferenceFiles: OfferedFile[] = [
  ...recapFiles,
  { ending: 'zip', name: 'pictures' },
  { ending: 'jsonld', name: 'annotations' },
  { ending: 'ics', name: 'calendar' },
  { ending: 'json', name: 'programme' },
]

export const picksFiles: OfferedFile[] = [
  { ending: 'ics', name: 'calendar' },
  { ending: 'json', name: 'programme' },
]

export const listFiles: OfferedFile[] = [
  { ending: 'md', name: 'markdown' },
  { ending: 'html', name: 'bookmarks' },
  { ending: 'opml', name: 'opml' },
  { ending: 'json', name: 'data' },
]

export const exportFormat = 'hallway-team'

/** What an exported team says of itself, in `manifest.json`. */
export const manifestSchema = z.object({
  format: z.literal(exportFormat),
  version: z.literal(1),
  /** The latest migration of the database it came from */
  schema: z.string(),
  /** Whether it holds everything, or what one member may see */
  scope: z.enum(['all', 'member']),
  /** The team's own row */
  team: z.looseObject({ id: z.uuid(), slug: z.string(), name: z.string() }),
})
export type Manifest = z.output<typeof manifestSchema>

export const personSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
})
