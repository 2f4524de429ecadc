import 'server-only'
import type { Member } from '@/lib/actor'
import { db, isDuplicate, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Annotation, AnnotationKind, Audience } from '@/prisma/generated/client'
import { change, keepRevision, updateSeen } from './change'
import { answerAnnotation, editAnnotation } from './mutations'
import { type AnnotationPlace, placeOf, placeSelect } from './place'
import {
  annotationCan,
  canRestore,
  isAnswer,
  narrower,
  type PlaceType,
  visibleAnnotations,
  visibleRevisions,
  visibleRevisionsSql,
} from './policy'
import {
  annotationKinds,
  carried,
  type RestoreRevision,
  type SentAnswer,
  type SentEdit,
} from './schema'
import { type EarlierText, type History, readTexts } from './texts'

/**
 * The texts that an annotation and its answer have had, newest first, each with the one before it
 * that the member sees; null when the annotation cannot be seen. Two statements.
 */
export async function getHistory(
  member: Member,
  placeId: string,
  id: string,
  page: number,
  on: PlaceType = 'session',
): Promise<(History & { place: AnnotationPlace }) | null> {
  const [it, found] = await Promise.all([
    db.annotation.findFirst({
      where: {
        ...visibleAnnotations(member),
        ...(on === 'session' ? { sessionId: placeId } : { articleId: placeId }),
        id,
      },
      relationLoadStrategy: 'join',
      include: placeSelect,
    }),
    readTexts(
      member,
      Prisma.sql`r."annotationId" = ${id}::uuid AND ${visibleRevisionsSql(member)}`,
      page,
    ),
  ])
  const place = it && placeOf(it)
  if (!place) return null
  const facts = factsOf(it)
  const texts = found.texts.map((text) => ({
    ...text,
    latest: isLatest(it, text),
    restored: canRestore(member, facts, text) ? narrower(text.audience, it.audience) : null,
  }))
  const { revision, audience } = it
  return { id, place, revision, audience, texts, more: found.more }
}

const factsOf = (it: Annotation) => ({ ...it, answered: it.answerSource !== null })

function isLatest(it: Annotation, text: Pick<EarlierText, 'kind' | 'body' | 'audience'>): boolean {
  if (isAnswer(text.kind)) return text.body === it.answerSource
  return text.body === it.bodySource && text.audience === it.audience
}

/**
 * Makes an earlier text the latest again, as an edit does: it becomes a new revision, and is refused
 * where the annotation has changed since. What was only for its author comes back only for them.
 */
export async function restoreRevision(member: Member, input: RestoreRevision): Promise<void> {
  const { id, revision } = input
  const text = await db.revision.findFirst({
    where: { ...visibleRevisions(member), annotationId: id, id: input.text },
    relationLoadStrategy: 'join',
    include: { annotation: true },
  })
  const it = text?.annotation
  if (!text || !it) throw new AppError('NOT_FOUND', 'errors.notFound')
  const facts = factsOf(it)
  if (!canRestore(member, facts, text)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  const body = text.bodySource
  if (isAnswer(text.kind)) return answerAnnotation(member, { id, revision, text: body })
  const audience = narrower(text.audience, it.audience)
  if (audience === 'me' && it.ownerId && it.ownerId !== member.userId) {
    throw new AppError('INVALID', 'annotations.ownerCannotSee')
  }
  const kind = kindOf(text.kind, it.kind, annotationCan(member, facts).changeKind)
  if (body === '' && kind !== 'photo' && kind !== 'gap') {
    throw new AppError('INVALID', 'annotations.answeredStays')
  }
  const { speaker, ownerId: owner, dueOn: due, slide, fromMs, toMs } = it
  const words = carried({ speaker, owner, due, slide, audience }, kind)
  await editAnnotation(member, { id, revision, body, fromMs, toMs, ...words })
}

function kindOf(then: string, now: AnnotationKind, changes: boolean): AnnotationKind {
  return (changes && annotationKinds.find((kind) => kind === then)) || now
}

type Aside = {
  id: string
  revision: number
  body: string
  audience?: Audience
  answer?: true
  edit?: string | undefined
}

/**
 * Puts a text that was refused as stale into the history, where its author finds it, and leaves what
 * is stored as it is: of two versions neither is lost, whichever one keeps.
 */
export async function setAside(member: Member, input: Aside): Promise<void> {
  const { id, revision, body, answer, edit } = input
  const right = answer ? 'answer' : 'edit'
  await change(member, { id, right, verb: 'edited' }, async (tx, before) => {
    await updateSeen(member, tx, { id, revision }, {})
    const kind = answer ? 'aside_answer' : 'aside'
    const audience = narrower(input.audience ?? before.audience, before.audience)
    await keepRevision(member, tx, id, { kind, audience, number: revision + 1, body, edit })
  })
}

/**
 * Saves other words for an annotation, or puts them aside. Sent again under the same id, because the
 * answer was lost, they are written once and are no conflict. Answers the revision that they became.
 */
export async function saveEdit(member: Member, { keep, ...edit }: SentEdit): Promise<number> {
  const kind = keep ? 'aside' : edit.kind
  return once(member, { ...edit, kind }, () =>
    keep ? setAside(member, edit) : editAnnotation(member, edit),
  )
}

/** The same of an answer. */
export async function saveAnswer(member: Member, { keep, ...sent }: SentAnswer): Promise<number> {
  const answer = { ...sent, body: sent.text.trim() }
  return once(member, { ...answer, kind: keep ? 'aside_answer' : 'answer' }, () =>
    keep ? setAside(member, { ...answer, answer: true }) : answerAnnotation(member, answer),
  )
}

type Once = { id: string; revision: number; edit?: string | undefined; kind: string; body: string }

async function once(member: Member, it: Once, write: () => Promise<void>): Promise<number> {
  const number = it.revision + 1
  try {
    await write()
  } catch (error) {
    // Looked for only once it has been refused, as retries are rare
    const taken = isDuplicate(error)
    if (!taken && !(error instanceof AppError)) throw error
    const { id: annotationId, edit, kind, body: bodySource } = it
    const own = { teamId: member.teamId, authorId: member.userId, annotationId }
    const same = { ...own, id: edit ?? '', number, kind, bodySource }
    if (edit && (await db.revision.count({ where: same })) > 0) return number
    throw taken ? new AppError('CONFLICT', 'annotations.idTaken') : error
  }
  return number
}
