import type { Prisma } from '@/prisma/generated/client'
import type { Programme } from './formats/programme'
import { entriesOf } from './formats/values'
import type { StagedProgramme } from './schema'

/** What is stored of a programme that was read. That it names no zone is no problem once somebody has. */
export function stagedOf(programme: Programme, zoneKnown: boolean): StagedProgramme {
  const { format, zoneCertain, url, table } = programme
  const problems = programme.problems.filter(({ code }) => code !== 'zone-unknown' || !zoneKnown)
  const entries = entriesOf(programme)
  return { format, zoneCertain, url, problems, entries, ...(table && { table }) }
}

/** As JSON that PostgreSQL takes: without NUL and halves of surrogate pairs. */
export function json(value: object): Prisma.InputJsonObject {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'string'
        ? part.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
        : part,
    ),
  )
}
