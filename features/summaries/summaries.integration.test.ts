import { beforeEach, describe, expect, test } from 'vitest'
import {
  deleteAnnotation,
  editAnnotation,
  restoreAnnotation,
} from '@/features/annotations/mutations'
import { getAnnotations } from '@/features/annotations/queries'
import { putAnnotationInput, type SentEdit } from '@/features/annotations/schema'
import { deleteAccount } from '@/features/teams/leaving'
import { type Member, personFor } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createAnnotation, createSession, createTeam, factoryPassword } from '@/prisma/factories'
import { getBlockHistory } from './history'
import {
  editBlock,
  moveBlock,
  promoteAnnotation,
  removeBlock,
  restoreBlock,
  setBlockAside,
  withdrawAnnotation,
  writeBlock,
} from './mutations'
import { visibleBlocks, visibleBlocksSql } from './policy'
import { getSummary } from './queries'
import { arrangeInput, mostBlocks } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

async function note(author: Member, text: string, audience: 'me' | 'team' | 'public' = 'team') {
  return (await createAnnotation(author, session, { text, audience })).id
}

async function write(member: Member, text: string, after: string | null = null) {
  const id = newId()
  await writeBlock(member, { id, session: session.id, text, after })
  return id
}

/** Changes whom an annotation is for, as its author does. */
async function address(author: Member, id: string, audience: 'me' | 'team', text = 'changed') {
  const where = { teamId_id: { teamId: author.teamId, id } }
  const { revision } = await db.annotation.findUniqueOrThrow({ where })
  await editAnnotation(
    author,
    putAnnotationInput.parse({ id, revision, text, audience }) as SentEdit,
  )
}

async function blocks(member: Member) {
  return getSummary(member, session.id)
}
async function texts(member: Member) {
  return (await blocks(member)).map((it) => ('html' in it ? it.source : it.annotation.source))
}
async function blockOf(annotation: string) {
  const key = { teamId_annotationId: { teamId: cast.team.id, annotationId: annotation } }
  return (await db.summaryBlock.findUniqueOrThrow({ where: key })).id
}
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error) => error.code,
  )

describe('rights', () => {
  test('editors and owners put it together, everybody reads it, nobody of another team', async () => {
    const other = await createTeam()
    const stranger = other.owner
    const [kept, loose] = [await note(cast.editor, 'kept'), await note(cast.owner, 'loose')]
    await promoteAnnotation(cast.editor, kept)
    const words = await write(cast.owner, 'ours')
    const block = await blockOf(kept)
    const gone = await write(cast.owner, 'gone')
    await removeBlock(cast.owner, gone)
    const deeds: ((member: Member) => Promise<unknown>)[] = [
      (it) => promoteAnnotation(it, loose),
      (it) => withdrawAnnotation(it, loose),
      (it) => write(it, 'mine'),
      (it) => editBlock(it, { id: words, revision: 1, text: 'other' }),
      (it) => setBlockAside(it, { id: words, revision: 2, text: 'aside' }),
      (it) => moveBlock(it, { id: words, before: block }),
      (it) => restoreBlock(it, gone),
      (it) => removeBlock(it, words),
    ]
    for (const deed of deeds) {
      for (const role of ['viewer', 'commenter'] as const) {
        expect(['FORBIDDEN', 'NOT_FOUND']).toContain(await code(deed(cast[role])))
      }
      expect(await code(deed(stranger))).toBe('NOT_FOUND')
    }
    for (const role of roles) expect(await texts(cast[role])).toEqual(['kept', 'ours'])
    expect(await getSummary(stranger, session.id)).toEqual([])
    for (const deed of deeds) expect(await code(deed(cast.editor))).toBe('done')
    expect(await texts(cast.viewer)).toEqual(['kept', 'mine', 'gone'])
  })

  test('the policy says in SQL what it says to Prisma, with the same ids in two teams', async () => {
    const other = await createTeam()
    const { id } = await createSession(other.team.id)
    const where = { teamId_id: { teamId: other.team.id, id } }
    const far = await db.session.update({ where, data: { id: session.id } })
    const [shared, narrowed] = [await note(cast.editor, 'a'), await note(cast.editor, 'b')]
    for (const id of [shared, narrowed]) await promoteAnnotation(cast.owner, id)
    const words = await write(cast.owner, 'ours')
    const gone = await write(cast.owner, 'gone')
    await removeBlock(cast.owner, gone)
    await address(cast.editor, narrowed, 'me')
    // What is hidden here is open there, under the same ids
    const given = { sessionId: far.id, orderKey: 'a0', addedById: other.owner.userId }
    const teamId = other.team.id
    for (const id of [await blockOf(narrowed), gone]) {
      const body = { bodySource: 'far', bodyPlain: 'far', bodyHtml: '<p>far</p>' }
      await db.summaryBlock.create({ data: { teamId, id, ...given, ...body } })
    }
    for (const member of [...roles.map((role) => cast[role]), other.viewer]) {
      const where = visibleBlocks(member)
      const one = await db.summaryBlock.findMany({ where, select: { id: true } })
      const sql = visibleBlocksSql(member)
      const two = await db.$queryRaw<{ id: string }[]>(
        Prisma.sql`SELECT b."id" FROM "SummaryBlock" b WHERE ${sql}`,
      )
      const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
      expect(ids(two)).toEqual(ids(one))
    }
    expect(ids(await blocks(cast.viewer))).toEqual(
      ids([{ id: await blockOf(shared) }, { id: words }]),
    )
    function ids(rows: { id: string }[]) {
      return rows.map(({ id }) => id).sort()
    }
  })
})

describe('promoting', () => {
  test('shows the words as they are now, with their author, and marks the original', async () => {
    const id = await note(cast.editor, 'first words')
    expect(await promoteAnnotation(cast.owner, id)).toBe(true)
    await address(cast.editor, id, 'team', 'better words')
    const [block] = await blocks(cast.viewer)
    expect(block).toMatchObject({
      annotation: { id, authorId: cast.editor.userId, source: 'better words', kind: 'takeaway' },
    })
    const { annotations } = await getAnnotations(cast.viewer, session.id)
    expect(annotations.map((it) => [it.id, it.promoted])).toEqual([[id, true]])
    await withdrawAnnotation(cast.owner, id)
    const after = await getAnnotations(cast.viewer, session.id)
    expect(after.annotations.map((it) => it.promoted)).toEqual([false])
    expect(await texts(cast.viewer)).toEqual([])
  })

  test('is one block whoever does it, at once too, and comes back to its place', async () => {
    const [a, b] = [await note(cast.editor, 'a'), await note(cast.editor, 'b')]
    const atOnce = (id: string) =>
      Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          promoteAnnotation(index % 2 ? cast.owner : cast.editor, id),
        ),
      )
    expect((await atOnce(a)).filter(Boolean)).toHaveLength(1)
    await promoteAnnotation(cast.owner, b)
    await withdrawAnnotation(cast.editor, a)
    expect(await texts(cast.viewer)).toEqual(['b'])
    expect((await atOnce(a)).filter(Boolean)).toHaveLength(1)
    expect(await texts(cast.viewer)).toEqual(['a', 'b'])
    expect(await db.summaryBlock.count({ where: { sessionId: session.id } })).toBe(2)
  })

  test("refuses what is for oneself, and does not find another's", async () => {
    const mine = await note(cast.editor, 'secret', 'me')
    await expect(promoteAnnotation(cast.editor, mine)).rejects.toMatchObject({
      messageKey: 'summaries.onlyYours',
    })
    await expect(promoteAnnotation(cast.owner, mine)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const own = await getAnnotations(cast.editor, session.id)
    expect(own.annotations[0]?.can.promote).toBe(false)
    expect(await db.summaryBlock.count({ where: { sessionId: session.id } })).toBe(0)
  })

  test('what is narrowed or trashed later is gone for others, and back where it stood', async () => {
    const [a, b, c] = [
      await note(cast.editor, 'a'),
      await note(cast.editor, 'b'),
      await note(cast.owner, 'c', 'public'),
    ]
    for (const id of [a, b, c]) await promoteAnnotation(cast.owner, id)
    await address(cast.editor, a, 'me', 'only mine')
    await deleteAnnotation(cast.editor, b)
    for (const role of ['viewer', 'commenter', 'owner'] as const) {
      expect(await texts(cast[role])).toEqual(['c'])
      expect(JSON.stringify(await blocks(cast[role]))).not.toContain('only mine')
    }
    expect(await texts(cast.editor)).toEqual(['only mine', 'c'])
    const [hidden, last] = [await blockOf(a), await blockOf(c)]
    expect(await code(removeBlock(cast.owner, hidden))).toBe('NOT_FOUND')
    expect(await code(moveBlock(cast.owner, { id: hidden, after: last }))).toBe('NOT_FOUND')
    await address(cast.editor, a, 'team', 'for all again')
    await restoreAnnotation(cast.editor, b)
    expect(await texts(cast.owner)).toEqual(['for all again', 'b', 'c'])
  })

  test('with an account goes what has become theirs alone', async () => {
    const id = await note(cast.editor, 'a')
    await promoteAnnotation(cast.owner, id)
    await address(cast.editor, id, 'me', 'mine')
    const person = await personFor(cast.editor.userId)
    if (!person) throw new Error('nobody')
    await deleteAccount(person, { currentPassword: factoryPassword, email: '' })
    expect(await db.summaryBlock.count({ where: { sessionId: session.id } })).toBe(0)
  })
})

describe('words of the team', () => {
  test('stand below the block that was named, and a retry is the same', async () => {
    const [a, b] = [await write(cast.owner, 'a'), await write(cast.owner, 'b')]
    const between = { id: newId(), session: session.id, text: 'between', after: a }
    await writeBlock(cast.editor, between)
    await writeBlock(cast.editor, between)
    expect(await texts(cast.viewer)).toEqual(['a', 'between', 'b'])
    expect(await code(writeBlock(cast.owner, between))).toBe('CONFLICT')
    expect(await code(writeBlock(cast.editor, { ...between, text: 'else' }))).toBe('CONFLICT')
    await editBlock(cast.owner, { id: between.id, revision: 1, text: 'later' })
    await writeBlock(cast.editor, between)
    expect(await texts(cast.viewer)).toEqual(['a', 'later', 'b'])
    // What stood above has gone: at the end, not lost
    await removeBlock(cast.owner, b)
    await writeBlock(cast.owner, { ...between, id: newId(), text: 'last', after: b })
    expect(await texts(cast.viewer)).toEqual(['a', 'later', 'last'])
  })

  test('a stale edit is told, and either way both texts are kept', async () => {
    const id = await write(cast.owner, 'one')
    const results = await Promise.allSettled([
      editBlock(cast.owner, { id, revision: 1, text: 'two' }),
      editBlock(cast.editor, { id, revision: 1, text: 'two too' }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', fieldErrors: { revision: 'summaries.stale' } },
    })
    const [stored] = await texts(cast.viewer)
    await setBlockAside(cast.editor, { id, revision: 2, text: 'put aside' })
    expect(await texts(cast.viewer)).toEqual([stored])
    await editBlock(cast.editor, { id, revision: 3, text: 'merged' })
    const kept = await db.revision.findMany({ where: { blockId: id }, orderBy: { number: 'asc' } })
    expect(kept.map(({ kind, bodySource }) => [kind, bodySource])).toEqual([
      ['', 'one'],
      ['', stored],
      ['aside', 'put aside'],
      ['', 'merged'],
    ])
    // What was put aside is found, and no later text is compared with it
    const told = async (member: Member) =>
      (await getBlockHistory(member, session.id, id, 1))?.texts.map((text) => [
        ...[text.body, text.before?.body ?? null, text.aside, text.restored !== null],
      ])
    const history = [
      ['merged', stored, false],
      ['put aside', stored, true],
      [stored, 'one', false],
      ['one', null, false],
    ]
    expect(await told(cast.editor)).toEqual(history.map((text) => [...text, true]))
    expect(await told(cast.viewer)).toEqual(history.map((text) => [...text, false]))
    expect(await told((await createTeam()).owner)).toBeUndefined()
    await removeBlock(cast.owner, id)
    expect(await told(cast.owner)).toBeUndefined()
  })

  test('the words of an annotation are not changed here', async () => {
    const id = await note(cast.editor, 'a')
    await promoteAnnotation(cast.owner, id)
    const block = await blockOf(id)
    expect(await code(editBlock(cast.owner, { id: block, revision: 1, text: 'x' }))).toBe(
      'CONFLICT',
    )
    expect(await texts(cast.viewer)).toEqual(['a'])
    expect(await getBlockHistory(cast.owner, session.id, block, 1)).toBeNull()
  })
})

describe('order', () => {
  test('movers at once neither lose nor double a block', async () => {
    const ids: string[] = []
    for (const text of 'abcdef') ids.push(await write(cast.owner, text))
    // All to one place, so that those who do not wait for each other draw the same key
    for (const after of ids.slice(0, 3)) {
      const others = ids.filter((id) => id !== after)
      await Promise.all(
        others.map((id, index) => moveBlock(index % 2 ? cast.owner : cast.editor, { id, after })),
      )
    }
    expect((await texts(cast.viewer)).sort()).toEqual([...'abcdef'])
    const keys = await db.summaryBlock.findMany({ where: { sessionId: session.id } })
    expect(new Set(keys.map(({ orderKey }) => orderKey)).size).toBe(6)
  })

  test('removing and putting back keeps the place; gone neighbours are told', async () => {
    const [a, b, c] = [
      await write(cast.owner, 'a'),
      await write(cast.owner, 'b'),
      await write(cast.owner, 'c'),
    ]
    await removeBlock(cast.editor, b)
    expect(await code(moveBlock(cast.owner, { id: a, after: b }))).toBe('CONFLICT')
    await Promise.all([restoreBlock(cast.owner, b), restoreBlock(cast.editor, b)])
    expect(await texts(cast.viewer)).toEqual(['a', 'b', 'c'])
    await moveBlock(cast.editor, { id: c, before: a })
    await moveBlock(cast.editor, { id: c, before: a })
    expect(await texts(cast.viewer)).toEqual(['c', 'a', 'b'])
  })

  test('a summary is full at some point', async () => {
    const block = { teamId: cast.team.id, sessionId: session.id, addedById: cast.owner.userId }
    await db.summaryBlock.createMany({
      data: Array.from({ length: mostBlocks - 1 }, (_, index) => ({
        ...{ ...block, id: newId(), bodySource: 'x', orderKey: `a${1000 + index}` },
      })),
    })
    const last = { id: newId(), session: session.id, text: 'The last', after: null }
    // Sent again, since the answer was lost
    for (const _ of [1, 2]) await writeBlock(cast.owner, last)
    expect(await db.summaryBlock.count({ where: { sessionId: session.id } })).toBe(mostBlocks)
    await expect(write(cast.owner, 'one more')).rejects.toMatchObject({
      messageKey: 'summaries.full',
      params: { most: mostBlocks },
    })
  })

  test('buttons say what to do', () => {
    const [one, two] = [newId(), newId()]
    const read = (act: string) => arrangeInput.safeParse({ act }).data?.act
    expect(read(`promote:${one}`)).toEqual({ verb: 'promote', id: one })
    expect(read(`up:${one}:${two}`)).toEqual({ verb: 'move', id: one, before: two })
    expect(read(`down:${one}:${two}`)).toEqual({ verb: 'move', id: one, after: two })
    for (const wrong of [`up:${one}`, `burn:${one}`, 'promote:x', `remove:${one}:${two}`]) {
      expect(read(wrong)).toBeUndefined()
    }
  })
})
