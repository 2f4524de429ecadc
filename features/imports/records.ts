import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { afterCursor, instant, keyset, type Page, person } from '@/lib/records'
import { ImportState } from '@/prisma/generated/enums'
import { getImportPlan, importPlan } from './planned'
import { visibleImports } from './policy'
import { busyStates, stateOf } from './work'

/** An import as programs are told of it in a list. */
export const importRecord = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum([...Object.values(ImportState), ...busyStates]),
  /** How far it is, in steps of its own, from the moment that somebody begins with it; else null */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Why it came back after somebody confirmed or undid it, by the name of the reason */
  problem: z.string().nullable(),
  fileName: z.string(),
  fileSize: z.int(),
  conference: z.uuid().nullable(),
  createdBy: person,
  createdAt: instant,
  appliedAt: instant.nullable(),
  undoneAt: instant.nullable(),
})

/**
 * With the plan of what it would do, null where somebody has to say more first; and, later, the report
 * of what it did, whose keys are those of the page's download.
 */
export const importDetail = importRecord.extend({
  plan: importPlan.nullable(),
  report: z.record(z.string(), z.unknown()).nullable(),
})

const columns = {
  id: true,
  kind: true,
  state: true,
  fileName: true,
  fileSize: true,
  conferenceId: true,
  createdBy: { select: { user: { select: { id: true, name: true } } } },
  createdAt: true,
  appliedAt: true,
  undoneAt: true,
  work: { select: { undoing: true, begunAt: true, done: true, total: true, problem: true } },
} satisfies Prisma.ImportSelect

type Row = Prisma.ImportGetPayload<{ select: typeof columns }>

function told({ conferenceId, createdBy, work, ...row }: Row) {
  const { state, busy, problem } = stateOf(row.state, work)
  const progress = busy && work?.begunAt ? work : null
  return {
    ...row,
    state,
    progress,
    problem: problem?.key ?? null,
    conference: conferenceId,
    createdBy: createdBy.user,
  }
}

/** One page of the imports that the member sees. One statement. */
export async function getImportRecords(member: Member, page: Page) {
  const rows = await db.import.findMany({
    where: { AND: [visibleImports(member), afterCursor(page)] },
    relationLoadStrategy: 'join',
    select: columns,
    ...keyset(page),
  })
  return rows.map(told)
}

/** An import with its report, as it is stored. One statement. */
export async function getImportRecord(member: Member, id: string) {
  const row = await db.import.findFirst({
    where: { AND: [visibleImports(member), { id }] },
    relationLoadStrategy: 'join',
    select: { ...columns, report: true },
  })
  if (!row) return null
  const { report, ...rest } = row
  return { ...told(rest), report: report as Record<string, unknown> | null }
}

/** The same with its plan. */
export async function getImportDetail(member: Member, id: string) {
  const found = await getImportRecord(member, id)
  return found && { ...found, plan: await getImportPlan(member, found) }
}

/** What is answered to whoever did something with it. */
export async function tellImport(member: Member, id: string) {
  const found = await getImportDetail(member, id)
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  return importDetail.parse(found)
}
