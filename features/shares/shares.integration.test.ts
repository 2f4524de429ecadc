import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addLink, addSession, createList, trashList } from '@/features/reading-lists/mutations'
import { getSharedList } from '@/features/reading-lists/queries'
import { type Member, visitorFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createConference, createMember, createSession, createTeam } from '@/prisma/factories'
import { createShare, revokeShares, showNameOnPublic } from './mutations'
import { shareCan, sharesCan } from './policy'
import { getNameOnPublic, getShares, getTeamShares } from './queries'

type Team = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
let home: Team
let other: Team
let list: { id: string }
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})
beforeEach(async () => {
  const description =
    'See [the plan](/t/secret-team/sessions/x) and [a post](https://example.org/p)'
  list = await createList(home.editor, { title: 'Shared list', description })
})

const share = (member: Member = home.editor, lifetime: '7' | 'never' = '7') =>
  createShare(member, { subject: 'list', of: list.id, lifetime, indexed: false })

async function open(token: string) {
  const visitor = await visitorFor(token)
  return visitor && getSharedList(visitor)
}

const setShare = (id: string, data: { expiresAt: Date }) =>
  db.share.update({ where: { teamId_id: { teamId: home.team.id, id } }, data })

describe('a share', () => {
  it('opens the list, shows no ids and counts views', async () => {
    const conference = await createConference(home.team.id, { title: 'Cloud Days' })
    const session = await createSession(home.team.id, {
      conferenceId: conference.id,
      title: 'Talk',
    })
    await addSession(home.editor, { session: session.id, list: list.id, title: '' })
    const address = 'https://example.org/post'
    await addLink(home.editor, { list: list.id, address, title: 'Post', why: 'Short' })
    const { id, token } = await share()
    const shared = await open(token)
    expect(shared?.entries.map(({ link, session }) => link?.title ?? session?.title)).toEqual([
      'Talk',
      'Post',
    ])
    const text = JSON.stringify(shared)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(text).not.toContain('Edda')
    expect(text).not.toContain('secret-team')
    expect(text).toContain('https://example.org/p')
    await open(token)
    expect((await getShares(home.editor, 'list', list)).find((row) => row.id === id)?.views).toBe(2)
  })

  it('keeps only the hash of its token', async () => {
    const { id, token } = await share()
    const row = await db.share.findFirst({ where: { id } })
    expect(JSON.stringify(row)).not.toContain(token)
    expect(token.length).toBeGreaterThan(40)
  })

  it('opens nothing when unknown, altered, expired, revoked, withdrawn or of a trashed list', async () => {
    const { id, token } = await share()
    expect(await visitorFor('unknown')).toBeNull()
    expect(await visitorFor(`public-${token}`)).toBeNull()
    expect(await open(token)).not.toBeNull()
    await setShare(id, { expiresAt: new Date(Date.now() - 1000) })
    expect(await visitorFor(token)).toBeNull()

    const second = await share()
    await revokeShares(home.editor, [second.id])
    expect(await visitorFor(second.token)).toBeNull()

    const third = await share(home.editor, 'never')
    const team = { where: { id: home.team.id } }
    await db.team.update({ ...team, data: { publicSharing: false } })
    expect(await visitorFor(third.token)).toBeNull()
    await expect(share()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await db.team.update({ ...team, data: { publicSharing: true } })
    expect(await open(third.token)).not.toBeNull()

    await trashList(home.editor, list.id)
    expect(await visitorFor(third.token)).toBeNull()
  })

  it('stays open when its maker leaves, until an owner revokes it', async () => {
    const leaver = await createMember(home.team.id, 'editor', { name: 'Lea Leaver' })
    await showNameOnPublic(leaver, true)
    await addLink(leaver, { list: list.id, address: 'example.org/x', title: 'X', why: '' })
    const { id, token } = await share(leaver)
    expect((await open(token))?.entries[0]?.addedBy).toBe('Lea Leaver')
    const key = { teamId: home.team.id, userId: leaver.userId }
    await db.membership.update({
      where: { teamId_userId: key },
      data: { leftAt: new Date() },
    })
    expect((await open(token))?.entries[0]?.addedBy).toBeNull()
    await revokeShares(home.owner, [id])
    expect(await visitorFor(token)).toBeNull()
  })

  it('names only members who agreed', async () => {
    await addLink(home.editor, { list: list.id, address: 'example.org/e', title: 'E', why: '' })
    await addLink(home.owner, { list: list.id, address: 'example.org/o', title: 'O', why: '' })
    const { token } = await share()
    const names = async () => (await open(token))?.entries.map(({ addedBy }) => addedBy)
    expect(await names()).toEqual([null, null])
    await showNameOnPublic(home.owner, true)
    expect(await names()).toEqual([null, home.owner.name])
    expect(await getNameOnPublic(home.owner)).toBe(true)
    await showNameOnPublic(home.owner, false)
    expect(await names()).toEqual([null, null])
  })
})

describe('rights', () => {
  it('agree with the policy for every role', async () => {
    const byEditor = await share(home.editor)
    const byOwner = await share(home.owner)
    for (const role of roles) {
      const member = home[role]
      const can = sharesCan(member)
      const both = [byEditor.id, byOwner.id]
      const seen = (await getShares(member, 'list', list)).map(({ id }) => id)
      expect(new Set(seen.filter((id) => both.includes(id)))).toEqual(new Set(can.see ? both : []))
      const all = (await getTeamShares(member)).map(({ id }) => id)
      expect(all.includes(byEditor.id)).toBe(can.seeAll)
      const making = share(member)
      if (can.create) await revokeShares(home.owner, [(await making).id])
      else await expect(making).rejects.toMatchObject({ code: 'FORBIDDEN' })
      for (const made of [byEditor, byOwner]) {
        const row = await db.share.findFirstOrThrow({ where: { id: made.id } })
        const revoking = revokeShares(member, [made.id])
        const code = can.see ? 'FORBIDDEN' : 'NOT_FOUND'
        // To revoke once more what is revoked is no mistake
        if (shareCan(member, { ...row, ownsList: false }).revoke || (can.see && row.revokedAt))
          await revoking
        else await expect(revoking).rejects.toMatchObject({ code })
      }
      const open = await db.share.count({ where: { readingListId: list.id, revokedAt: null } })
      expect(open).toBe({ viewer: 2, commenter: 2, editor: 1, owner: 0 }[role])
    }
  })

  it('end at the border of the team', async () => {
    const { id } = await share()
    await expect(share(other.owner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(revokeShares(other.owner, [id])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await getShares(other.owner, 'list', list)).toEqual([])
    expect(await getTeamShares(other.owner)).toEqual([])
  })
})
