import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { lockImport } from '../links/apply'
import { visibleImports } from '../policy'
import type { Confirmed } from '../work'
import { type MediaReport, refuseUnfit } from './plan'
import { attachTranscripts, lockSessions, writeRecordings } from './rows'
import { type FoundMediaPlan, getMediaImport, getMediaPlan, type MediaImport } from './staging'
import { readStagedTranscripts } from './transcripts'

type Outcome = MediaReport['rows'][number]['what']

/**
 * Gives the chosen sessions their recordings or transcripts, all or none. Repeating it answers with
 * what the first time did.
 * @param planHash what was chosen, and what the sessions had when it was
 * @throws AppError CONFLICT when either has changed since
 */
export async function applyMedia(member: Member, { id, planHash }: Confirmed): Promise<void> {
  const shown = await getMediaImport(member, id)
  if (!shown) throw new AppError('NOT_FOUND', 'errors.notFound')
  // Reading files takes longer than writing: it happens before anything is locked
  const reads = shown.kind === 'transcripts' && shown.state === 'staged'
  const texts = reads ? await readStagedTranscripts(member, shown) : []
  await db.$transaction(
    async (tx) => {
      const state = await lockImport(member, tx, id)
      if (state === 'applied') return
      const staged = await getMediaImport(member, id, tx)
      if (state !== 'staged' || !staged) throw new AppError('CONFLICT', 'imports.apply.tooLate')
      const named = staged.options.pairs.flatMap(({ session, take }) =>
        take && session ? [session] : [],
      )
      await lockSessions(member, tx, named)
      const found = await getMediaPlan(member, staged, tx)
      if (found?.hash !== planHash) throw new AppError('CONFLICT', 'imports.media.changed')
      refuseUnfit(found)
      if (staged.kind === 'recordings') await writeRecordings(member, tx, id, found)
      else await attachTranscripts(member, tx, id, found, texts)
      await tx.import.updateMany({
        where: { AND: [visibleImports(member), { id }] },
        data: {
          ...{ state: 'applied', appliedAt: new Date(), planHash },
          conferenceId: found.conference.id,
          report: reportOf(staged, found) as unknown as Prisma.InputJsonObject,
        },
      })
      await record(tx, member, {
        verb: 'applied',
        subject: { type: 'import', id },
        place: { type: 'conference', id: found.conference.id },
      })
    },
    { timeout: 60_000, maxWait: 10_000 },
  )
}

function reportOf({ media, fileName }: MediaImport, found: FoundMediaPlan): MediaReport {
  const written = new Set(found.taken.map(({ index }) => index))
  const rows = found.rows.map(({ index, item, chosen, what }) => {
    const done = what === 'replaces' ? ('changed' as const) : ('added' as const)
    const outcome: Outcome = written.has(index) ? done : what === 'same' ? 'unchanged' : 'left'
    const session = outcome === 'left' ? null : chosen
    return {
      ...{ title: item.title, detail: item.detail, what: outcome },
      session: session && { id: session.id, slug: session.slug, title: session.title },
    }
  })
  const count = (what: Outcome) => rows.filter((row) => row.what === what).length
  return {
    ...{ conference: found.conference.title, file: fileName, rows },
    ...{ added: count('added'), changed: count('changed'), unchanged: count('unchanged') },
    ...{ vanished: 0, kept: 0, left: count('left') },
    cues: found.taken.reduce((sum, { item }) => sum + (item.transcript?.cues ?? 0), 0),
    ...{ repeated: media.repeated, problems: media.problems },
  }
}
