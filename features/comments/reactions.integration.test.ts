import { beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createAnnotation, createMember, createSession, createTeam } from '@/prisma/factories'
import { getDiscussion } from './discussion'
import { deleteComment, reply, startThread } from './mutations'
import { setReaction } from './reactions'
import { reactionInput, tendThreadInput } from './schema'
import type { Reactable } from './signs'
import { endVisit, noteVisit } from './visits'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = { id: (await createSession(cast.team.id)).id }
})

type Subject = { type?: 'annotation'; id: string }

/** Begins a thread: on the session, unless told otherwise. */
const comment = async (author: Member, { type, id: subjectId }: Subject) => {
  const id = newId()
  await startThread(author, { id, subjectType: type ?? 'session', subjectId, body: 'words' })
  return { type: 'comment', id } as const
}

const annotate = async (author: Member, given: Parameters<typeof createAnnotation>[2] = {}) => {
  const { id } = await createAnnotation(author, session, given)
  return { type: 'annotation', id } as const
}

/** Whose signs a member sees, by what they stand on: "kind name". */
async function seenBy(member: Member) {
  const { threads, signs } = await getDiscussion(member, { sessionId: session.id })
  const comments = threads.flatMap((thread) => thread.comments)
  const all = [...signs, ...comments.map((it) => [it.id, it.reactions] as const)]
  const told = all.map(([id, found]) => [id, found.map(({ kind, name }) => `${kind} ${name}`)])
  return Object.fromEntries(told.filter(([, found]) => found?.length))
}

const agree = (member: Member, on: Reactable, wanted = true) =>
  setReaction(member, { ...on, kind: 'agree' }, wanted)

describe('signs', () => {
  test('one of each kind a person, however often and from however many places at once', async () => {
    const on = await annotate(cast.editor)
    const again = () => agree(cast.commenter, on)
    const made = await Promise.all([again(), again(), again(), agree(cast.owner, on)])
    expect(made.filter(Boolean)).toHaveLength(2)
    await setReaction(cast.commenter, { ...on, kind: 'unclear' }, true)
    const { [on.id]: signs } = await seenBy(cast.viewer)
    expect(signs?.sort()).toEqual([
      'agree Carl Commenter',
      'agree Olga Owner',
      'unclear Carl Commenter',
    ])
    expect(await agree(cast.commenter, on, false)).toBe(true)
    expect(await agree(cast.commenter, on, false)).toBe(false)
    expect((await seenBy(cast.viewer))[on.id]).toHaveLength(2)
    // What changed nothing left no event, and nobody finds a notice
    const events = await db.event.findMany({ where: { teamId: cast.team.id } })
    expect(events.map(({ verb }) => verb).sort()).toEqual([
      ...['reacted', 'reacted', 'reacted', 'unreacted'],
    ])
    expect(await db.notice.count({ where: { teamId: cast.team.id } })).toBe(0)
  })

  test('are put on what one sees, by those who may comment, and are told to nobody else', async () => {
    const { owner: outsider } = await createTeam()
    const team = await annotate(cast.owner)
    const own = await annotate(cast.owner, { audience: 'me' })
    const trashed = await annotate(cast.owner, { deletedAt: new Date() })
    const said = await comment(cast.editor, session)
    const saidOnOwn = await comment(cast.owner, own)
    const gone = await comment(cast.owner, session)
    await deleteComment(cast.owner, gone.id)
    const unknown = { type: 'comment', id: newId() } as const
    const everything = { team, own, trashed, said, saidOnOwn, gone, unknown }

    const reached = async (member: Member) => {
      const names: string[] = []
      for (const [name, on] of Object.entries(everything)) {
        const done = await agree(member, on).catch(({ code }) => code)
        if (done === true) names.push(name)
        else expect([name, done]).toEqual([name, 'NOT_FOUND'])
      }
      return names
    }
    expect(await reached(outsider)).toEqual([])
    expect(await reached(cast.viewer)).toEqual([])
    expect(await reached(cast.commenter)).toEqual(['team', 'said'])
    expect(await reached(cast.editor)).toEqual(['team', 'said'])
    expect(await reached(cast.owner)).toEqual(['team', 'own', 'said', 'saidOnOwn'])

    const people = ['agree Carl Commenter', 'agree Edda Editor', 'agree Olga Owner']
    const shared = { [team.id]: people, [said.id]: people }
    for (const member of [cast.viewer, cast.commenter, cast.editor]) {
      expect(await seenBy(member)).toEqual(shared)
    }
    const alone = ['agree Olga Owner']
    expect(await seenBy(cast.owner)).toEqual({ ...shared, [own.id]: alone, [saidOnOwn.id]: alone })
    expect(await seenBy(outsider)).toEqual({})
    const events = await db.event.findMany({ where: { teamId: cast.team.id, verb: 'reacted' } })
    const told = (id: string) => events.find((it) => it.subjectId === id)?.audience
    expect([team, own, said, saidOnOwn].map(({ id }) => told(id))).toEqual([
      ...['team', 'me', 'team', 'me'],
    ])

    // Taken from the team again, what others put on it is its author's to see
    await db.annotation.update({
      where: { teamId_id: { teamId: cast.team.id, id: team.id } },
      data: { audience: 'me' },
    })
    expect(await seenBy(cast.viewer)).toEqual({ [said.id]: people })
    await expect(agree(cast.commenter, team, false)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('rows with the same ids in another team stay there', async () => {
    const on = await annotate(cast.owner)
    await agree(cast.owner, on)
    const other = await createTeam()
    const both = await createMember(other.team.id, 'editor', { userId: cast.owner.userId })
    const there = await createSession(other.team.id)
    await createAnnotation(both, there, { id: on.id })
    await agree(both, on)
    await setReaction(both, { ...on, kind: 'love' }, true)
    expect((await seenBy(cast.owner))[on.id]).toEqual(['agree Olga Owner'])
    await agree(both, on, false)
    expect((await seenBy(cast.owner))[on.id]).toEqual(['agree Olga Owner'])
  })

  test('no other sign is taken', () => {
    const id = newId()
    expect(reactionInput.safeParse({ type: 'comment', id, kind: '<b>' }).success).toBe(false)
    const act = (value: string) => tendThreadInput.safeParse({ act: value })
    expect(act(`react:agree:comment:${id}`).data?.act).toEqual({
      ...{ verb: 'react', kind: 'agree', type: 'comment', id },
    })
    expect(act(`resolve:${id}`).data?.act).toEqual({ verb: 'resolve', id })
    for (const wrong of [`react:shout:comment:${id}`, `react:agree:list:${id}`, `resolve:x`, '']) {
      expect(act(wrong).success, wrong).toBe(false)
    }
  })
})

describe('what is new', () => {
  const fresh = async (member: Member) => {
    const { threads } = await getDiscussion(member, { sessionId: session.id })
    return threads.flatMap(({ comments }) => comments).filter(({ isNew }) => isNew).length
  }
  /** As if so many minutes had passed; times are ours, so that no test has to wait. */
  const minutes = async (count: number) => {
    const teamId = cast.team.id
    const interval = `${count} minutes`
    await db.$executeRaw`UPDATE "Comment" SET "createdAt" = "createdAt" - ${interval}::interval
      WHERE "teamId" = ${teamId}::uuid`
    await db.$executeRaw`UPDATE "Visit" SET "newSince" = "newSince" - ${interval}::interval,
      "seenThrough" = "seenThrough" - ${interval}::interval, "leftAt" = "leftAt" - ${interval}::interval
      WHERE "teamId" = ${teamId}::uuid`
  }
  const look = (member: Member) => noteVisit(member, session.id, new Date())
  const leave = (member: Member) => endVisit(member, session.id)

  test('is what others said since one looked last, here and on annotations, on every device', async () => {
    await comment(cast.editor, session)
    // Nothing is new to who comes for the first time
    expect(await fresh(cast.owner)).toBe(0)
    await minutes(5)
    await look(cast.owner)
    await leave(cast.owner)
    await minutes(5)
    await comment(cast.editor, session)
    await comment(cast.commenter, await annotate(cast.editor))
    await comment(cast.owner, session)
    await comment(cast.editor, await annotate(cast.editor, { audience: 'me' }))
    expect(await fresh(cast.owner)).toBe(2)
    expect(await fresh(cast.editor)).toBe(0)
    // Reading alone, as a page that is fetched ahead does, changes nothing
    expect(await fresh(cast.owner)).toBe(2)
    await minutes(5)

    // While one looks it stays marked, and what arrives meanwhile is marked too
    await look(cast.owner)
    expect(await fresh(cast.owner)).toBe(2)
    await minutes(5)
    const [first] = (await getDiscussion(cast.owner, { sessionId: session.id })).threads
    await reply(cast.editor, { id: newId(), threadId: first?.id ?? '', body: 'late' })
    expect(await fresh(cast.owner)).toBe(3)
    // The page that was drawn before does not hold it
    await leave(cast.owner)
    expect(await fresh(cast.owner)).toBe(1)
    await minutes(5)
    await look(cast.owner)
    await leave(cast.owner)
    expect(await fresh(cast.owner)).toBe(0)
  })

  test('a page that was never left ends its visit by itself', async () => {
    await look(cast.owner)
    await minutes(10)
    await comment(cast.editor, session)
    await minutes(5)
    await look(cast.owner)
    expect(await fresh(cast.owner)).toBe(1)
    await minutes(90)
    expect(await fresh(cast.owner)).toBe(0)
    await comment(cast.editor, session)
    await look(cast.owner)
    expect(await fresh(cast.owner)).toBe(1)
  })

  test('what a page says while it is left does not begin a visit, coming back does', async () => {
    const drawn = new Date()
    await look(cast.owner)
    await leave(cast.owner)
    await noteVisit(cast.owner, session.id, drawn)
    const visit = () => db.visit.findFirstOrThrow({ where: { sessionId: session.id } })
    expect((await visit()).leftAt).not.toBeNull()
    await noteVisit(cast.owner, session.id, drawn, true)
    expect((await visit()).leftAt).toBeNull()
    await leave(cast.owner)
    await minutes(1)
    await look(cast.owner)
    expect((await visit()).leftAt).toBeNull()
  })

  test('no page has seen the future', async () => {
    await noteVisit(cast.owner, session.id, new Date(Date.now() + 86_400_000))
    await leave(cast.owner)
    await minutes(1)
    await comment(cast.editor, session)
    expect(await fresh(cast.owner)).toBe(1)
  })
})
