import 'server-only'
import { insert } from '@/features/annotations/change'
import { lockPlace, placeByMoment } from '@/features/annotations/order'
import { bringThreads } from '@/features/comments/change'
import { placePassage } from '@/features/sessions/passages'
import type { Member } from '@/lib/actor'
import { db, type Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import type { WebNote } from '../formats/web-annotations'
import { lockImport } from '../links/apply'
import { queuePictures } from '../notes/pictures'
import { visibleImports } from '../policy'
import type { AnnotationReport } from '../schema'
import type { Confirmed, Tell } from '../work'
import { type NotePlace, type PlannedNote, placesOfPlan } from './plan'
import {
  type AnnotationImport,
  type FoundAnnotationPlan,
  getAnnotationImport,
  getAnnotationPlan,
} from './staging'

const transaction = { timeout: 120_000, maxWait: 10_000 }

/**
 * Writes staged annotations as the importer's own, all or none. Repeating it answers with what the
 * first time did.
 * @throws AppError CONFLICT when what the team has is not any more what the plan was made for
 */
export async function applyAnnotations(
  member: Member,
  { id, planHash }: Confirmed,
  tell: Tell = () => {},
): Promise<void> {
  if (!(await getAnnotationImport(member, id))) throw new AppError('NOT_FOUND', 'errors.notFound')
  await db.$transaction(async (tx) => {
    const state = await lockImport(member, tx, id)
    if (state === 'applied') return
    const staged = await getAnnotationImport(member, id, tx)
    if (state !== 'staged' || !staged) throw new AppError('CONFLICT', 'imports.apply.tooLate')
    const found = await getAnnotationPlan(member, staged, tx)
    if (found.hash !== planHash) throw new AppError('CONFLICT', 'imports.annotations.changed')
    const { added } = found.plan
    const places = placesIn(added)
    for (const place of places) await lockPlace(member, tx, on(place))
    const ids: string[] = []
    const photos: Parameters<typeof queuePictures>[3] = []
    for (const [at, planned] of added.entries()) {
      const note = staged.file.notes[planned.index]
      if (!note) continue
      const written = await write(member, tx, planned, note)
      ids.push(written)
      await discuss(member, tx, { id: written, importId: id }, planned)
      photos.push({ id: written, kind: note.kind, image: note.images?.[0] ?? '', picture: '' })
      tell(at + 1, added.length)
    }
    await queuePictures(member, tx, id, photos)
    await tx.annotation.updateMany({
      where: { teamId: member.teamId, id: { in: ids } },
      data: { importId: id },
    })
    await finish(member, tx, staged, found)
    for (const place of places) await tellOf(member, tx, place, added)
    const subject = { type: 'import' as const, id }
    await record(tx, member, { verb: 'applied', subject, audience: 'me' })
  }, transaction)
}

const on = ({ type, id }: NotePlace) => ({
  sessionId: type === 'session' ? id : null,
  articleId: type === 'article' ? id : null,
})

/** Each once, always in the same order, so that nobody waits for each other. */
function placesIn(added: PlannedNote[]): NotePlace[] {
  const places = new Map(added.map(({ place }) => [place.id, place]))
  return [...places.values()].sort((one, other) =>
    one.type + one.id < other.type + other.id ? -1 : 1,
  )
}

async function write(
  member: Member,
  tx: Transaction,
  { place, body, audience }: PlannedNote,
  { quote, due, began, kind, speaker, fromMs, toMs, slide }: WebNote,
): Promise<string> {
  const id = newId()
  const promised = kind === 'follow_up'
  const talk = quote?.text ?? 'abstract'
  const target = place.type === 'article' ? ('article' as const) : talk
  const startedAt = began && new Date(began) < new Date() ? new Date(began) : new Date()
  await insert(
    member,
    tx,
    {
      ...{ id, ...on(place), kind, audience, body, speaker, fromMs, toMs, slide, startedAt },
      orderKey: await placeByMoment(member, tx, on(place), fromMs),
      ...(quote && { passage: await placePassage(member, tx, on(place), chosen(quote, target)) }),
      ownerId: promised ? member.userId : null,
      dueOn: promised && due ? new Date(`${due}T00:00:00Z`) : null,
    },
    false,
  )
  return id
}

/** What was said below it becomes the importer's comments. The ids tell undoing which they are. */
async function discuss(
  member: Member,
  tx: Transaction,
  { id, importId }: { id: string; importId: string },
  { audience, threads }: PlannedNote,
) {
  const comments = await bringThreads(tx, member, { id, audience }, threads)
  const image = { teamId: member.teamId, importId, subjectType: 'comment', values: {} }
  await tx.beforeImage.createMany({
    data: comments.map((subjectId) => ({ ...image, subjectId })),
  })
}

function chosen(
  quote: NonNullable<WebNote['quote']>,
  target: 'abstract' | 'transcript' | 'article',
) {
  const { exact, prefix, suffix, start, end } = quote
  return { target, exact, prefix, suffix, start, end, fromMs: null }
}

/** One event for each talk or article: its page fetches anew what was written there. */
async function tellOf(member: Member, tx: Transaction, place: NotePlace, added: PlannedNote[]) {
  const shared = added.some((it) => it.place.id === place.id && it.audience === 'team')
  await record(tx, member, {
    verb: 'edited',
    subject: { type: place.type, id: place.id },
    audience: shared ? 'team' : 'me',
  })
}

async function finish(
  member: Member,
  tx: Transaction,
  { id, file, fileName }: AnnotationImport,
  { plan, hash }: FoundAnnotationPlan,
) {
  const { added, present, nowhere } = plan
  const places = placesOfPlan(plan)
  const report: AnnotationReport = {
    ...{ conference: fileName, file: fileName, added: added.length, unchanged: present },
    ...{ changed: 0, vanished: 0, kept: 0, places, nowhere, problems: file.problems },
    comments: plan.comments,
  }
  await tx.import.updateMany({
    where: { AND: [visibleImports(member), { id }] },
    data: {
      ...{ state: 'applied', appliedAt: new Date(), planHash: hash },
      report: report as unknown as Prisma.InputJsonObject,
    },
  })
}
