import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { withStored } from '@/lib/storage'
import { readApart } from './formats/read-apart'
import { stagedLinks } from './links/plan'
import { noteColumns, saveStaged } from './notes/staging'
import { visibleImports } from './policy'

/**
 * Reads a text again that was taken for a list of links or for notes, as what a person says it is. What
 * was chosen for it is forgotten.
 */
export async function readAs(
  member: Member,
  { id, as }: { id: string; as: 'notes' | 'links' },
): Promise<void> {
  const staged = await db.import.findFirst({
    where: {
      AND: [visibleImports(member), { id, state: 'staged', kind: { in: ['notes', 'links'] } }],
    },
    select: { fileName: true, fileHash: true },
  })
  if (!staged) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { fileName: name, fileHash: hash } = staged
  const result = await withStored(hash, (path) => readApart(path, { as, name })).catch(() => null)
  if (!result) throw new AppError('CONFLICT', 'imports.options.fileGone')
  if (!result.ok) {
    throw new AppError('INVALID', `importProblems.${result.code}`, { params: result.params })
  }
  if ('links' in result) return saveStaged(member, id, stagedLinks({ name, links: result.links }))
  if (!('notes' in result)) throw new AppError('CONFLICT', 'imports.options.fileGone')
  const { notes } = result
  const file = { name, hash, notes, conferenceId: null, ownZone: null }
  await saveStaged(member, id, await noteColumns(member, file))
}
