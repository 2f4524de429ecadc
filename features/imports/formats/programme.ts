/**
 * What every reader of a conference programme gives: plain values, no database, usable in the
 * browser and on the server. Instants are `Date`s, days are `YYYY-MM-DD`.
 */

export type ProgrammeFormat =
  | 'frab-xml'
  | 'frab-json'
  | 'icalendar'
  | 'xcal'
  | 'sessionize'
  | 'sched-csv'
  | 'csv'

/** Text as the source gave it. `html` is hostile until it is sanitised; `text` is plain. */
export type SourceText = { format: 'html' | 'text'; text: string }

export type ProgrammeSpeaker = {
  /** Trimmed, NFC, whitespace folded: two speakers are one when their names are equal. */
  name: string
  /** The source's own id. Some sources give a person a new one for every talk. */
  key: string | null
  organisation: string | null
}

export type ProgrammeLink = { title: string; url: string }

export type ProgrammeSession = {
  /**
   * Unique within the file: the source's id (guid, id, UID), then `~recurrence` and `~ordinal`
   * where entries share an id. Stable over re-imports as long as the file keeps its order.
   */
  externalKey: string
  /** False when the file uses that id for several entries, so it is no proof of identity. */
  uniqueKey: boolean
  /** Never empty: an entry without a title takes the words it has, and a problem says so. */
  title: string
  subtitle: string | null
  abstract: SourceText | null
  startsAt: Date | null
  /** Null when unknown; never before `startsAt`. May equal it. */
  endsAt: Date | null
  /** The source gave dates without a time of day; the instants are midnights of the zone. */
  allDay: boolean
  /** Conference day: local date minus the hour at which a day ends. Null without a start. */
  day: string | null
  rooms: string[]
  track: string | null
  /** What the source calls its kind: talk, workshop, break, registration… */
  kind: string | null
  /** As written, for example `de` or `de, en`. */
  language: string | null
  speakers: ProgrammeSpeaker[]
  /** Only http and https addresses get here, in `url`, `links` and `recordingUrl`. */
  url: string | null
  links: ProgrammeLink[]
  recordingUrl: string | null
  doNotRecord: boolean
  cancelled: boolean
}

/** What a column of a table may hold. `day` and `endDay` are dates, or numbers and names of days. */
export const columnRoles = [
  'leave',
  'title',
  'subtitle',
  'abstract',
  'day',
  'start',
  'endDay',
  'end',
  'duration',
  'room',
  'track',
  'kind',
  'language',
  'speakers',
  'organisation',
  'url',
  'recording',
  'cancelled',
  'key',
] as const
export type ColumnRole = (typeof columnRoles)[number]

/** What each column is by its name, and the date of the first day, by which others are counted. */
export type TableReading = { columns?: Record<string, ColumnRole>; firstDay?: string }

export type Table = {
  columns: {
    /** Unique within the table. */
    name: string
    role: ColumnRole
    /** Its first values, shortened. */
    sample: string[]
  }[]
  /** Days stand as numbers or names of weekdays: `firstDay` is needed. */
  daysAreCounted: boolean
}

/** Each has a sentence in messages, `importProblems.<code>`, that takes `params`. */
export const problemCodes = [
  'title-missing',
  'start-missing',
  'start-unreadable',
  'end-before-start',
  'end-unreadable',
  'all-day',
  'longer-than-a-day',
  'repeats',
  'recurrence-unknown',
  'zone-unknown',
  'zone-misnamed',
  'key-missing',
  'key-repeated',
  'entry-unreadable',
  'text-shortened',
  'link-refused',
  'encoding-guessed',
  'address-refused',
  'date-unreadable',
  'row-uneven',
  'note-empty',
  'note-shortened',
  'heading-empty',
  'links-left-out',
  'heading-above',
  'day-undated',
  'words-lost',
  'video-gone',
  'no-transcript',
  'transcript-long',
  'problems-left-out',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** One thing that could not be taken over as it stands; the rest of the file still comes in. */
export type Problem = {
  /** 1-based line in the unpacked file, where known. */
  line: number | null
  /** Title or id of the entry concerned; null when it concerns the whole file. */
  item: string | null
  code: ProblemCode
  params: Record<string, string | number>
}

/** Each has a sentence in messages, `importProblems.<code>`, that takes `params`. */
export const refusalCodes = [
  'empty',
  'too-large',
  'unpacked-too-large',
  'unpack-failed',
  'too-deep',
  'too-many-entries',
  'too-many-elements',
  'entities',
  'no-entries',
  'encoding-unknown',
  'is-archive',
  'is-pdf',
  'is-image',
  'is-media',
  'is-office',
  'is-binary',
  'is-html',
  'is-text',
  'is-csv',
  'is-yaml',
  'is-feed',
  'is-other-xml',
  'is-broken-xml',
  'is-other-json',
  'is-broken-json',
  'is-other-calendar',
  'is-broken-calendar',
  'is-unreadable',
  'zip-without-notes',
  'no-links',
  'too-many-links',
  'zip-broken',
  'zip-path',
  'zip-too-many',
  'zip-encrypted',
  'zip-alone',
  'no-transcripts',
  'too-many-transcripts',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

export type Programme = {
  format: ProgrammeFormat
  title: string | null
  /** IANA name that the file gives or suggests; null when it gives none. */
  zone: string | null
  /** False: ask. The file names no zone, an unknown one, or only `UTC` as calendar tools do. */
  zoneCertain: boolean
  /**
   * The zone in which days were cut and local times read: the given one, else the file's, else one
   * of the offset that its times carry (`Etc/GMT-1`), else UTC.
   */
  usedZone: string
  /** True when the file holds local times without zone or offset: another zone moves the instants. */
  timesDependOnZone: boolean
  /** Offsets from UTC in minutes that the file's own times carry, to propose a zone by. */
  offsets: number[]
  /** Minutes after midnight at which a conference day ends, proposed from the file. */
  dayEndsAtMinutes: number
  /** First and last conference day that have sessions. */
  firstDay: string | null
  lastDay: string | null
  sessions: ProgrammeSession[]
  problems: Problem[]
  sourceHint: 'sched' | 'pretalx' | null
  url: string | null
  /** Of a table: its columns, and what each was taken for. */
  table?: Table
}

export type ReadOptions = {
  /** IANA zone that the reader's user chose; goes before the file's. */
  zone?: string
  /** Goes before the proposed one. */
  dayEndsAtMinutes?: number
  /** How a table is to be read, where somebody has said it. */
  table?: TableReading
  /** Under which name the file came: of a text it may tell what it is, and what it is about. */
  name?: string
  /** What a person says that a text is; goes before what is found out. */
  as?: 'notes' | 'links'
  /** Of notes: the headings that begin a session, as `Notes.level` has it. */
  level?: number
  limits?: Partial<ReadLimits>
}

export type ReadLimits = {
  /** Bytes of the file as it came. */
  bytes: number
  /** Bytes after unpacking gzip. */
  unpackedBytes: number
  entries: number
  /** XML elements and attributes, or values in JSON. */
  elements: number
  depth: number
  problems: number
}

export const defaultLimits: ReadLimits = {
  bytes: 20 * 1024 * 1024,
  unpackedBytes: 20 * 1024 * 1024,
  entries: 20_000,
  elements: 500_000,
  depth: 64,
  problems: 500,
}

export type Refusal = { ok: false; code: RefusalCode; params: Record<string, string | number> }
export type ReadResult = { ok: true; programme: Programme } | Refusal
