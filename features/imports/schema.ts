import { z } from 'zod'
import { isZone } from '@/lib/dates'
import { fromShortId, isId } from '@/lib/ids'
import { sentDay } from '@/lib/records'
import { SourceSchedule } from '@/prisma/generated/enums'
import {
  type ColumnRole,
  columnRoles,
  type Problem,
  type ProgrammeFormat,
  type Table,
  type TableReading,
} from './formats/programme'
import type { Entry } from './formats/values'
import type { Change } from './programmes/plan'

const id = z.string().refine(isId, 'errors.invalid')

/**
 * Where a file goes, as one form value: `new` is a new conference, `conference:ID` another source
 * of a conference, `source:ID` a new version of what a source gave before.
 */
export const targetInput = z
  .string()
  .refine((text) => text === 'new' || isId(text.replace(/^(conference|source):/, '')), {
    error: 'errors.invalid',
  })
  .transform((text): Target => {
    const [kind, id = ''] = text.split(':')
    if (kind === 'conference') return { kind, conferenceId: id }
    return kind === 'source' ? { kind, sourceId: id } : { kind: 'new' }
  })

export type Target =
  | { kind: 'new' }
  | { kind: 'conference'; conferenceId: string }
  | { kind: 'source'; sourceId: string }

/** The form value of a target. */
export function targetValue(target: Target): string {
  if (target.kind === 'conference') return `conference:${target.conferenceId}`
  return target.kind === 'source' ? `source:${target.sourceId}` : 'new'
}

/** What the database calls each form of a programme. */
export const sourceKinds = {
  'frab-xml': 'frab_xml',
  'frab-json': 'frab_json',
  icalendar: 'icalendar',
  xcal: 'xcal',
  sessionize: 'sessionize',
  'sched-csv': 'sched_csv',
  csv: 'csv',
} as const satisfies Record<ProgrammeFormat, string>

/** The kinds of imports that bring a programme. */
export const programmeKinds: string[] = Object.values(sourceKinds)

/** The latest minute after midnight at which a conference day may end. */
export const latestDayEnd = 9 * 60

export const importOptionsInput = z.object({
  id,
  target: targetInput,
  title: z.string().trim().min(1, 'errors.required').max(200, 'errors.tooLong').optional(),
  zone: z
    .string()
    .min(1, 'imports.options.zoneMissing')
    .refine(isZone, 'imports.options.zoneMissing')
    .optional(),
  dayEndsAtMinutes: z.coerce
    .number('errors.invalid')
    .int('errors.invalid')
    .min(0, 'errors.invalid')
    .max(latestDayEnd, 'errors.invalid')
    .optional(),
})
export type ImportOptionsInput = z.output<typeof importOptionsInput>

const texts = z
  .string()
  .or(z.array(z.string()))
  .transform((one) => (typeof one === 'string' ? [one] : one))

/** What the columns of a table are: `column` and `role` side by side, as a form has them. */
export const columnsInput = z
  .object({
    id,
    column: texts,
    role: texts.pipe(z.array(z.enum(columnRoles, 'errors.invalid'))),
    firstDay: z.literal('').or(sentDay('errors.invalid')).default(''),
  })
  .transform(({ id, column, role, firstDay }) => ({
    id,
    columns: Object.fromEntries(
      column.map((name, at): [string, ColumnRole] => [name, role[at] ?? 'leave']),
    ),
    firstDay,
  }))
export type ColumnsInput = z.output<typeof columnsInput>

/** Where links go: to a list by its id, or to a new one of the title. */
export const linkOptionsInput = z
  .object({
    id,
    list: z
      .literal('')
      .or(id)
      .transform((value) => value || null),
    title: z.string().trim().max(200, 'errors.tooLong').default(''),
  })
  .refine(({ list, title }) => list || title, { path: ['title'], error: 'errors.required' })
export type LinkOptionsInput = z.output<typeof linkOptionsInput>

/** What the importing person chose for links; stored with the import. */
export type LinkOptions = { list: string | null; title: string }

/** What `PUT /api/v1/…/imports/{id}` says of the file that it sends. */
export const bringInput = z.object({
  id: z.uuid({ error: 'errors.invalid' }).transform((value) => value.toLowerCase()),
  name: z
    .string()
    .trim()
    .max(200, 'errors.tooLong')
    .default('import')
    .describe('api.fields.fileName'),
  conference: id.nullable().default(null).describe('api.fields.importConference'),
  zone: z
    .string()
    .refine(isZone, 'imports.options.zoneMissing')
    .nullable()
    .default(null)
    .describe('api.fields.zone'),
  as: z
    .enum(['notes', 'links', 'recordings', 'transcripts'], 'errors.invalid')
    .optional()
    .describe('api.fields.readAs'),
  confirm: z
    .enum(['yes', 'no'], 'errors.invalid')
    .default('yes')
    .transform((value) => value === 'yes')
    .describe('api.fields.confirm'),
})
export type BringInput = z.output<typeof bringInput>

export const applyImportInput = z.object({ id, planHash: z.string().length(64, 'errors.invalid') })
export const importIdInput = z.object({ id })

export const stopInput = z.object({ id, undoing: z.stringbool('errors.invalid').default(false) })
export type StopInput = z.output<typeof stopInput>

/** What the log of changes is asked for; what makes no sense is left out. */
export const changesQuery = z.object({
  of: z.string().transform(fromShortId).optional().catch(undefined),
  before: z.coerce.date().min(new Date(0)).max(new Date('3000')).optional().catch(undefined),
})

export const scheduleInput = z.object({ id, schedule: z.enum(SourceSchedule, 'errors.invalid') })
export type ScheduleInput = z.output<typeof scheduleInput>

/** What the importing person chose; stored with the import. */
export type ImportOptions = {
  target: Target
  title: string
  /** Null as long as the file leaves it open and nobody has said it */
  zone: string | null
  /** Proposed where `zone` is null */
  zoneProposal: string
  dayEndsAtMinutes: number
  /** How a table is read, where somebody has said it */
  table?: TableReading
  /** Where the file was fetched from, and what its server said to know it by */
  fetched?: Fetched
}

export type Fetched = { address: string; etag: string | null; lastModified: string | null }

/** A programme as it waits in the database for its confirmation. */
export type StagedProgramme = {
  format: ProgrammeFormat
  /** The file says for certain in which zone the conference is */
  zoneCertain: boolean
  url: string | null
  problems: Problem[]
  entries: Entry[]
  table?: Table
}

/** What the report of any import says, shown in the list of them and downloaded as JSON. */
export type ReportHead = {
  /** The name of where it went: a conference, a list; else that of the file */
  conference: string
  file: string
  added: number
  changed: number
  unchanged: number
  vanished: number
  /** Sessions with fields that members had edited, which were left alone */
  kept: number
  problems: Problem[]
}

/** What an import of a programme did. */
export type ImportReport = ReportHead & {
  sessions: ReportedSession[]
  undo?: { removed: number; restored: number; kept: { sessionId: string; title: string }[] }
}

/** What an import of links did. */
export type LinkReport = ReportHead & {
  repeated: number
  sections: number
  /** Links that became the importer's favourites; none where a report is older than that */
  favourites?: number
  homeless: { field: string; count: number }[]
  undo?: { removed: number; kept: number }
}

/** What an import of annotations did. */
export type AnnotationReport = ReportHead & {
  /** Talks and articles, each with how many went there */
  places: {
    type: 'session' | 'article'
    id: string
    slug: string
    link: string | null
    title: string
    count: number
  }[]
  nowhere: { name: string; count: number }[]
  /** Comments below them; none where a report is older than that */
  comments?: { added: number; left: number }
  undo?: { removed: number; kept: number }
}

export type ReportedSession = {
  sessionId: string
  title: string
  what: 'added' | 'changed' | 'vanished'
  changes: (Change & { kept: boolean })[]
}
