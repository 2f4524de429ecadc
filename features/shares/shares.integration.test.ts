import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addLink, addSession, createList, trashList } from '@/features/reading-lists/mutations'
import { getSharedList } from '@/features/reading-lists/shared'
import { guestFrom, type Member, type Visitor, visitorFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createConference, createMember, createSession, createTeam } from '@/prisma/factories'
import {
  countView,
  createShare,
  editShare,
  reopenShares,
  revokeShares,
  showNameOnPublic,
} from './mutations'
import { isLocked, unlock } from './opening'
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

async function open(token: string, pass?: string) {
  const visitor = await visitorFor(token, pass)
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
    const visitor = (await visitorFor(token)) as Visitor
    await Promise.all(Array.from({ length: 5 }, () => countView(visitor)))
    await countView(visitor)
    expect((await getShares(home.editor, 'list', list)).find((row) => row.id === id)?.views).toBe(6)
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
      const all = (await getTeamShares(member)).shares.map(({ id }) => id)
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
    expect((await getTeamShares(other.owner)).shares).toEqual([])
  })
})

describe('a password', () => {
  const password = 'correct horse'
  const guest = () => guestFrom(`203.0.113.${Math.ceil(Math.random() * 250)} ${Math.random()}`)
  const locked = (given = password) =>
    createShare(home.editor, {
      ...{ subject: 'list', of: list.id, lifetime: '7', indexed: true, password: given },
    })
  const edit = (id: string, change: { password?: string; withoutPassword?: boolean }) =>
    editShare(home.editor, {
      ...{ id, lifetime: 'keep', withoutPassword: false, indexed: false },
      ...change,
    })

  it('is asked of everybody, and what it gave opens this share alone', async () => {
    const { id, token } = await locked()
    expect(JSON.stringify(await db.share.findFirst({ where: { id } }))).not.toContain(password)
    expect(await open(token)).toBeNull()
    expect(await isLocked(guest(), token)).toBe(true)
    expect(await unlock(guest(), token, 'wrong horse')).toBeNull()
    const opened = await unlock(guest(), token, password)
    expect((await open(token, opened?.pass))?.title).toBe('Shared list')
    expect(await open(token, `${opened?.pass}x`)).toBeNull()
    const another = await locked()
    expect(await open(another.token, opened?.pass)).toBeNull()
    const [row] = await getShares(home.editor, 'list', list)
    // What asks for a password is nothing for search engines
    expect(row).toMatchObject({ locked: true, indexed: false })
    expect(JSON.stringify(row)).not.toContain('argon2')
  })

  it('that was changed, or taken away and set again, asks anew', async () => {
    const { id, token } = await locked()
    const pass = async (word: string) => (await unlock(guest(), token, word))?.pass
    const first = await pass(password)
    await edit(id, { password: 'another horse' })
    expect(await open(token, first)).toBeNull()
    expect(await pass(password)).toBeUndefined()
    const second = await pass('another horse')
    expect(await open(token, second)).not.toBeNull()
    await edit(id, {})
    expect(await open(token, second)).not.toBeNull()
    await edit(id, { withoutPassword: true })
    expect(await isLocked(guest(), token)).toBe(false)
    expect(await open(token)).not.toBeNull()
    await edit(id, { password: 'another horse' })
    expect(await open(token, second)).toBeNull()
  })

  it('says nothing of a share that opens nothing any more', async () => {
    const { id, token } = await locked()
    const pass = (await unlock(guest(), token, password))?.pass
    await revokeShares(home.editor, [id])
    expect(await open(token, pass)).toBeNull()
    expect(await isLocked(guest(), token)).toBe(false)
    expect(await unlock(guest(), token, password)).toBeNull()
  })

  it('can be tried ten times, and then not even the right one', async () => {
    const { token } = await locked()
    const [one, other] = [guest(), guest()]
    for (let turn = 0; turn < 10; turn++) expect(await unlock(one, token, 'wrong')).toBeNull()
    await expect(unlock(one, token, password)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(await unlock(other, token, password)).not.toBeNull()
  })
})

describe('a change', () => {
  it('of the end counts at once, in both directions', async () => {
    const { id, token } = await share()
    await setShare(id, { expiresAt: new Date(Date.now() - 1000) })
    const change = { id, withoutPassword: false, indexed: true }
    await editShare(home.editor, { ...change, lifetime: '30' })
    expect(await visitorFor(token)).toMatchObject({ indexed: true })
    const until = new Date().toISOString().slice(0, 10)
    await editShare(home.editor, { ...change, lifetime: 'until', until })
    const midnight = new Date(Date.parse(until) + 86_400_000)
    expect((await db.share.findFirstOrThrow({ where: { id } })).expiresAt).toEqual(midnight)
    await editShare(home.editor, { ...change, lifetime: 'never' })
    expect((await db.share.findFirstOrThrow({ where: { id } })).expiresAt).toBeNull()
    const foreign = editShare(other.owner, { ...change, lifetime: '1' })
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const byOwner = await share(home.owner)
    const notTheirs = editShare(home.editor, { ...change, id: byOwner.id, lifetime: '1' })
    await expect(notTheirs).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('shows those of a team by the page, each once, also what never ends', async () => {
    const { owner } = await createTeam()
    const { teamId, userId } = owner
    const shared = await createList(owner, { title: 'Shared often', description: '' })
    const many = Array.from({ length: 430 }, (_, index) => ({
      ...{ teamId, id: newId(), readingListId: shared.id, createdById: userId },
      tokenHash: `of page ${index}`,
      // Some were made at the same moment
      createdAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 40))),
      expiresAt: [null, new Date(Date.now() + 60_000), new Date(0)][index % 3] ?? null,
    }))
    await db.share.createMany({ data: many })
    const all = await db.share.findMany({ where: { teamId } })
    const isOpen = ({ revokedAt, expiresAt }: (typeof all)[number]) =>
      !revokedAt && (!expiresAt || expiresAt > new Date())
    for (const state of [undefined, 'open', 'ended'] as const) {
      const shown: string[] = []
      for (let page = 1, more = true; more; page++) {
        const found = await getTeamShares(owner, state && { state }, page)
        shown.push(...found.shares.map(({ id }) => id))
        more = found.more
      }
      const wanted = all.filter((it) => !state || isOpen(it) === (state === 'open'))
      expect(shown.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
    }
  })

  it('ends several at once, and takes that back for ten minutes', async () => {
    const made = [await share(), await share(), await share(home.owner)]
    const ids = made.map(({ id }) => id)
    const open = async () =>
      (await Promise.all(made.map(({ token }) => visitorFor(token)))).filter(Boolean).length
    await expect(revokeShares(home.editor, ids)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await open()).toBe(3)
    expect(await revokeShares(home.owner, ids)).toHaveLength(3)
    expect(await revokeShares(home.owner, ids)).toEqual([])
    expect(await open()).toBe(0)
    const found = async (filter: Parameters<typeof getTeamShares>[1]) =>
      (await getTeamShares(home.owner, filter)).shares.filter(({ id }) => ids.includes(id)).length
    expect([await found({ state: 'ended' }), await found({ state: 'open' })]).toEqual([3, 0])
    expect([await found({ of: 'list' }), await found({ of: 'session' })]).toEqual([3, 0])
    await reopenShares(home.owner, ids)
    expect([await found({ state: 'ended' }), await found({ state: 'open' })]).toEqual([0, 3])
    expect(await open()).toBe(3)
    await revokeShares(home.owner, ids)
    const long = new Date(Date.now() - 11 * 60_000)
    const key = { teamId: home.team.id, id: ids[0] ?? '' }
    await db.share.update({ where: { teamId_id: key }, data: { revokedAt: long } })
    await expect(reopenShares(home.owner, ids)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await open()).toBe(0)
  })
})
