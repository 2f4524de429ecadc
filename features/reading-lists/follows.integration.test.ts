import { beforeEach, describe, expect, it } from 'vitest'
import { getNotices, getWaiting } from '@/features/inbox/queries'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createTeam } from '@/prisma/factories'
import { followList, tellFollowers, unfollowList } from './follows'
import { addLink, createList, removeEntry, restoreList, trashList } from './mutations'
import { getList } from './queries'

type Team = Awaited<ReturnType<typeof createTeam>>
const hour = 3_600_000
const begin = new Date('2026-03-02T08:00:00Z')
const at = (hours: number) => new Date(begin.getTime() + hours * hour)
let home: Team
let list: { id: string; slug: string }
beforeEach(async () => {
  home = await createTeam()
  list = await createList(home.editor, { title: 'Followed', description: '' })
})

/** Adds as if at that hour. */
async function add(member: Member, path: string, hours: number, to = list) {
  const address = `https://example.org/${path}`
  const { entryId } = await addLink(member, { list: to.id, address, title: path, why: '' })
  await db.entry.updateMany({ where: { id: entryId }, data: { createdAt: at(hours) } })
  return entryId
}

async function follow(member: Member) {
  await followList(member, list.id)
  const told = { toldFrom: begin, toldThrough: begin }
  await db.follow.updateMany({ where: { userId: member.userId }, data: told })
}

const tell = (hours: number) => tellFollowers(systemFor('a test'), at(hours))
const told = async (member: Member) =>
  (await getNotices(member)).map(({ kind, words, count, unread, place }) => [
    kind,
    place?.title,
    words,
    count,
    unread,
  ])

describe('following a list', () => {
  it('tells once a day what others have added, and nothing of one’s own', async () => {
    await follow(home.viewer)
    await follow(home.editor)
    await add(home.editor, 'first', 1)
    await add(home.editor, 'second', 5)
    await add(home.owner, 'third', 6)
    await tell(20)
    expect(await told(home.viewer)).toEqual([])
    await tell(25)
    expect(await told(home.viewer)).toEqual([
      ['followed', 'Followed', 'third · second · first', 3, true],
    ])
    expect(await told(home.editor)).toEqual([['followed', 'Followed', 'third', 1, true]])
    expect(await told(home.owner)).toEqual([])

    // Another on the same day waits for the next, then takes the place of the first
    await add(home.editor, 'fourth', 30)
    await tell(31)
    await tell(31)
    expect((await told(home.viewer))[0]?.[3]).toBe(3)
    await db.notice.updateMany({
      where: { userId: home.viewer.userId },
      data: { readAt: at(32) },
    })
    expect((await getWaiting(home.viewer)).unread).toBe(0)
    await tell(50)
    expect(await told(home.viewer)).toEqual([['followed', 'Followed', 'fourth', 1, true]])
    expect((await getWaiting(home.viewer)).unread).toBe(1)
    await tell(100)
    expect(await told(home.viewer)).toHaveLength(1)
  })

  it('tells the others where one cannot be told, who is next time', async () => {
    const [one, other] = [home.viewer, home.commenter]
    for (const member of [one, other]) await follow(member)
    await add(home.editor, 'first', 1)
    const refused = (userId: string) =>
      db.$executeRawUnsafe(
        `ALTER TABLE "Notice" ADD CONSTRAINT "refused" CHECK ("userId" <> '${userId}') NOT VALID`,
      )
    const heard = async () =>
      Object.fromEntries(
        await Promise.all([one, other].map(async (it) => [it.userId, (await told(it)).length])),
      )
    // Whichever of the two comes first
    for (const { userId } of [one, other]) {
      await refused(userId)
      await expect(tell(25)).rejects.toThrow()
      await db.$executeRaw`ALTER TABLE "Notice" DROP CONSTRAINT "refused"`
      const all = { [one.userId]: 1, [other.userId]: 1 }
      expect(await heard()).toEqual({ ...all, [userId]: 0 })
      await tell(25)
      expect(await heard()).toEqual(all)
      await db.notice.deleteMany({ where: { teamId: home.team.id } })
      await db.follow.updateMany({ data: { toldFrom: begin, toldThrough: begin } })
    }
  })

  it('tells two processes at once only once', async () => {
    await follow(home.viewer)
    await add(home.editor, 'once', 1)
    const both = await Promise.all([tell(25), tell(25), tell(25)])
    const ours = await db.event.count({ where: { teamId: home.team.id, verb: 'gathered' } })
    expect([both.reduce((sum, one) => sum + one, 0) >= 1, ours]).toEqual([true, 1])
  })

  it('tells nothing of a list in the trash, nor whoever has left or may not see it', async () => {
    for (const member of [home.viewer, home.commenter, home.owner]) await follow(member)
    await add(home.editor, 'secret', 1)
    await db.membership.updateMany({
      where: { teamId: home.team.id, userId: home.commenter.userId },
      data: { leftAt: at(2) },
    })
    await trashList(home.editor, list.id)
    await tell(25)
    expect(await db.notice.count({ where: { teamId: home.team.id } })).toBe(0)
    await restoreList(home.editor, list.id)
    await db.readingList.updateMany({ where: { id: list.id }, data: { audience: 'members' } })
    await db.listMember.create({
      data: {
        teamId: home.team.id,
        readingListId: list.id,
        userId: home.owner.userId,
        role: 'owner',
        addedById: home.editor.userId,
      },
    })
    await tell(26)
    expect(await told(home.viewer)).toEqual([])
    expect((await told(home.owner)).length).toBe(1)
    const notices = await db.notice.findMany({ where: { teamId: home.team.id } })
    expect(notices.map(({ userId }) => userId)).toEqual([home.owner.userId])
    await expect(followList(home.viewer, list.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('says no more of what has gone since, and of what is followed no longer', async () => {
    await follow(home.viewer)
    const one = await add(home.editor, 'one', 1)
    const two = await add(home.editor, 'two', 2)
    await tell(25)
    await removeEntry(home.editor, one)
    expect(await told(home.viewer)).toEqual([['followed', 'Followed', 'two', 1, true]])
    await removeEntry(home.editor, two)
    expect(await told(home.viewer)).toEqual([])
    expect((await getWaiting(home.viewer)).unread).toBe(0)
    expect((await getList(home.viewer, list.id))?.followed).toBe(true)
    await unfollowList(home.viewer, list.id)
    await add(home.editor, 'three', 30)
    await tell(60)
    expect(await db.notice.count({ where: { userId: home.viewer.userId } })).toBe(0)
    expect((await getList(home.viewer, list.id))?.followed).toBe(false)
    expect((await getList(home.owner, list.id))?.followed).toBe(false)
  })

  it('may be asked for twice', async () => {
    await Promise.all([followList(home.viewer, list.id), followList(home.viewer, list.id)])
    expect(await db.follow.count({ where: { userId: home.viewer.userId } })).toBe(1)
  })
})
