import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { getAnnotationImport, getAnnotationPlan } from './annotations/staging'
import { getLinkImport, getLinkPlan } from './links/staging'
import type { MediaRow } from './media/plan'
import { getMediaImport, getMediaPlan } from './media/staging'
import { countNotes } from './notes/plan'
import { getNoteImport, getNotePlan } from './notes/staging'
import { getImport, getPlan } from './queries'

const count = z.int()

/** What confirming a staged import would do now, as programs are told of it. */
export const importPlan = z.object({
  hash: z.string().describe('api.fields.plan'),
  added: count,
  changed: count,
  unchanged: count,
  vanished: count,
  problems: z.array(
    z.object({ code: z.string(), line: z.int().nullable(), item: z.string().nullable() }),
  ),
  pairs: z
    .array(
      z.object({
        row: z.int(),
        title: z.string(),
        detail: z.string(),
        session: z.uuid().nullable(),
        take: z.boolean(),
        what: z.enum(['new', 'replaces', 'same', 'none']),
        proposals: z.array(z.object({ session: z.uuid(), score: z.number() })),
      }),
    )
    .nullable()
    .describe('api.fields.pairs'),
})
export type ImportPlan = z.output<typeof importPlan>

const nothing = { changed: 0, unchanged: 0, vanished: 0, pairs: null }

/**
 * The plan of a staged import of any kind; null where it is not staged, or somebody has to say more
 * first: a zone, a conference.
 */
export async function getImportPlan(
  member: Member,
  { id, kind, state }: { id: string; kind: string; state: string },
): Promise<ImportPlan | null> {
  if (state !== 'staged') return null
  if (kind === 'links') return linkPlan(member, id)
  if (kind === 'annotations') return annotationPlan(member, id)
  if (kind === 'notes') return notePlan(member, id)
  if (kind === 'recordings' || kind === 'transcripts') return mediaPlan(member, id)
  const staged = await getImport(member, id)
  const found = staged && (await getPlan(member, staged))
  if (!found) return null
  const { added, changed, vanished, unchanged } = found.plan
  return {
    ...{ hash: found.hash, added: added.length, changed: changed.length },
    ...{ vanished: vanished.length, unchanged: unchanged.length, pairs: null },
    problems: staged.programme.problems,
  }
}

async function linkPlan(member: Member, id: string): Promise<ImportPlan | null> {
  const staged = await getLinkImport(member, id)
  const found = staged && (await getLinkPlan(member, staged))
  if (!found) return null
  const { added, present } = found.plan
  const counts = { ...nothing, added: added.length, unchanged: present }
  return { hash: found.hash, ...counts, problems: staged.links.problems }
}

async function annotationPlan(member: Member, id: string): Promise<ImportPlan | null> {
  const staged = await getAnnotationImport(member, id)
  if (!staged) return null
  const { hash, plan } = await getAnnotationPlan(member, staged)
  const counts = { ...nothing, added: plan.added.length, unchanged: plan.present }
  return { hash, ...counts, problems: staged.file.problems }
}

async function notePlan(member: Member, id: string): Promise<ImportPlan | null> {
  const staged = await getNoteImport(member, id)
  const found = staged && (await getNotePlan(member, staged))
  if (!found) return null
  const { added, present } = countNotes(found.plan)
  return {
    hash: found.hash,
    ...nothing,
    added,
    unchanged: present,
    problems: staged.notes.problems,
  }
}

async function mediaPlan(member: Member, id: string): Promise<ImportPlan | null> {
  const staged = await getMediaImport(member, id)
  const found = staged && (await getMediaPlan(member, staged))
  if (!found) return null
  const how = (what: MediaRow['what']) => found.taken.filter((row) => row.what === what).length
  return {
    ...{ hash: found.hash, added: how('new'), changed: how('replaces'), vanished: 0 },
    unchanged: found.rows.filter(({ what }) => what === 'same').length,
    problems: staged.media.problems,
    pairs: found.rows.map(({ index, item, session, take, what, proposals }) => ({
      ...{ row: index, title: item.title, detail: item.detail, session, take, what },
      proposals: proposals.map((one) => ({ session: one.id, score: one.score })),
    })),
  }
}
