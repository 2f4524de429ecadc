import { beforeAll, describe, expect, it } from 'vitest'
import { deleteSession, restoreSession } from '@/features/sessions/mutations'
import { deleteAccount } from '@/features/teams/leaving'
import { personFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { setInterest } from './mutations'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const kept = (sessionId: string) =>
  db.interest.findMany({ where: { sessionId }, select: { userId: true, wish: true } })

describe('what one wants', () => {
  it('is said by any role, changed, taken back, and the same again is the same', async () => {
    const { id } = await createSession(home.team.id)
    const { userId } = home.viewer
    await setInterest(home.viewer, { id, wish: 'now' })
    const before = await db.interest.findFirstOrThrow({ where: { sessionId: id } })
    await setInterest(home.viewer, { id, wish: 'now' })
    expect(await db.interest.findMany({ where: { sessionId: id } })).toEqual([before])
    await setInterest(home.viewer, { id, wish: 'skip' })
    expect(await kept(id)).toEqual([{ userId, wish: 'skip' }])
    await setInterest(home.viewer, { id, wish: null })
    await setInterest(home.viewer, { id, wish: null })
    expect(await kept(id)).toEqual([])
  })

  it('is one row, however many windows say it at once', async () => {
    const { id } = await createSession(home.team.id)
    const wishes = ['now', 'later', 'skip', 'now', 'later'] as const
    await Promise.all(wishes.map((wish) => setInterest(home.editor, { id, wish })))
    expect(await kept(id)).toHaveLength(1)
  })

  it('is of sessions that one sees, and leaves no event', async () => {
    const { id } = await createSession(home.team.id)
    const refused = { code: 'NOT_FOUND' }
    await expect(setInterest(other.owner, { id, wish: 'now' })).rejects.toMatchObject(refused)
    const count = () => db.event.count({ where: { teamId: home.team.id } })
    const before = await count()
    await setInterest(home.editor, { id, wish: 'skip' })
    expect(await count()).toBe(before)
    await deleteSession(home.editor, id)
    await expect(setInterest(home.viewer, { id, wish: 'now' })).rejects.toMatchObject(refused)
    await restoreSession(home.editor, id)
    expect(await kept(id)).toEqual([{ userId: home.editor.userId, wish: 'skip' }])
  })

  it('goes with the account', async () => {
    const { id } = await createSession(home.team.id)
    const leaver = await createMember(home.team.id, 'viewer')
    await setInterest(leaver, { id, wish: 'now' })
    await setInterest(home.viewer, { id, wish: 'now' })
    await db.user.update({ where: { id: leaver.userId }, data: { passwordHash: null } })
    const person = await personFor(leaver.userId)
    if (!person) throw new Error('not there')
    await deleteAccount(person, { currentPassword: '', email: person.email })
    expect(await kept(id)).toEqual([{ userId: home.viewer.userId, wish: 'now' }])
  })
})
