import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { restoreRevision, setAside } from './history'
import {
  answerAnnotation,
  assignAnnotation,
  closeAnnotation,
  deleteAnnotation,
  editAnnotation,
  fillAnnotation,
  reopenAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from './mutations'
import { answerInput, editAnnotationInput, fillInput, writeAnnotationInput } from './schema'

// Three people at one talk, all at once, with whatever revision they happen to know: whatever the
// order in which the database lets them through, no text whose saving was confirmed is gone.

const kinds = ['takeaway', 'question', 'follow_up', 'gap'] as const
const verbs = [
  ...['write', 'write', 'edit', 'edit', 'edit', 'retry', 'move', 'delete', 'restore'],
  ...['answer', 'fill', 'assign', 'close', 'reopen', 'bringBack', 'aside'],
] as const

const step = fc.record({
  who: fc.nat(2),
  verb: fc.constantFrom(...verbs),
  /** Which of the annotations there are; how far behind what is known of it */
  on: fc.nat(20),
  behind: fc.constantFrom(0, 0, 0, 1),
  kind: fc.constantFrom(...kinds),
  audience: fc.constantFrom('team', 'team', 'me'),
  minute: fc.nat(3),
})
/** What happens at the same time, and how often something does. */
const course = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), {
  minLength: 2,
  maxLength: 4,
})

type Step = typeof step extends fc.Arbitrary<infer It> ? It : never
type Said = { id: string; text: string }

class Talk {
  readonly said: Said[] = []
  readonly ids: string[] = []
  private readonly sent: { by: Member; input: ReturnType<typeof writeAnnotationInput.parse> }[] = []
  private count = 0

  constructor(
    readonly people: Member[],
    readonly session: { id: string },
  ) {}

  async take({ who, verb, on, behind, kind, audience, minute }: Step): Promise<void> {
    const by = this.people[who] as Member
    const text = `Text ${++this.count}`
    if (verb === 'write' || this.ids.length === 0) {
      const session = this.session.id
      const typed = `0${minute}:00 ${text}`
      const given = { id: newId(), session, text: typed, kind, audience, picked: true }
      const input = writeAnnotationInput.parse(given)
      this.sent.push({ by, input })
      await writeAnnotation(by, input)
      this.ids.push(input.id)
      this.said.push({ id: input.id, text })
      return
    }
    const id = this.ids[on % this.ids.length] as string
    const it = await db.annotation.findUniqueOrThrow({
      where: { teamId_id: { teamId: by.teamId, id } },
    })
    const revision = Math.max(1, it.revision - behind)
    const seen = { id, revision }
    const edit = (typed: string) =>
      editAnnotation(by, editAnnotationInput.parse({ ...seen, text: typed, kind, audience }))
    switch (verb) {
      case 'edit':
        await edit(`0${minute}:00 ${text}`)
        break
      case 'move':
        await edit(`0${minute}:30 ${it.bodySource}`)
        return
      case 'retry': {
        // As an outbox does that has not heard the answer, at whatever later time
        const earlier = this.sent[on % this.sent.length]
        if (earlier) await writeAnnotation(earlier.by, earlier.input)
        return
      }
      case 'answer':
        await answerAnnotation(by, answerInput.parse({ ...seen, text }))
        break
      case 'fill': {
        const fill = newId()
        await fillAnnotation(by, fillInput.parse({ id, fill, text }))
        this.ids.push(fill)
        this.said.push({ id: fill, text })
        return
      }
      case 'aside':
        await setAside(by, { ...seen, body: text, audience: audience as 'team' | 'me' })
        break
      case 'bringBack': {
        const texts = await db.revision.findMany({ where: { teamId: by.teamId, annotationId: id } })
        const earlier = texts[minute % texts.length]
        if (earlier) await restoreRevision(by, { ...seen, text: earlier.id })
        return
      }
      case 'assign':
        return assignAnnotation(by, { ...seen, owner: by.userId, due: null })
      case 'delete':
        return deleteAnnotation(by, id)
      case 'restore':
        return restoreAnnotation(by, id)
      case 'close':
        return closeAnnotation(by, id)
      case 'reopen':
        return reopenAnnotation(by, id)
    }
    this.said.push({ id, text })
  }
}

/** What was refused was told so; anything else is a fault. */
const refusal = (error: unknown) => {
  if (!(error instanceof AppError)) throw error
}

test('no confirmed text is lost, whoever does what at the same time', async () => {
  const cast = await createTeam()
  const third = await createMember(cast.team.id, 'editor')
  await fc.assert(
    fc.asyncProperty(course, async (rounds) => {
      const session = await createSession(cast.team.id)
      const talk = new Talk([cast.owner, cast.editor, third], session)
      for (const round of rounds) {
        await Promise.all(round.map((one) => talk.take(one).catch(refusal)))
      }
      const of = { teamId: cast.team.id, sessionId: session.id }
      const rows = await db.annotation.findMany({ where: of, include: { revisions: true } })
      const kept = new Map(rows.map((row) => [row.id, row]))
      for (const { id, text } of talk.said) {
        expect(kept.get(id)?.revisions.map((it) => it.bodySource)).toContain(text)
      }
      for (const row of rows) {
        // What stands there now is in the history too, and nothing was saved twice under one number
        const texts = row.revisions.map((it) => it.bodySource)
        expect(texts).toContain(row.bodySource)
        if (row.answerSource !== null) expect(texts).toContain(row.answerSource)
        expect(Math.max(...row.revisions.map((it) => it.number))).toBeLessThanOrEqual(row.revision)
      }
      // Nothing twice, and no two at one place
      expect(rows).toHaveLength(talk.ids.length)
      expect(new Set(rows.map((row) => row.orderKey)).size).toBe(rows.length)
    }),
    { numRuns: 500 },
  )
}, 180_000)
