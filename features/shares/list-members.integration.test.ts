import { beforeAll, describe, expect, test } from 'vitest'
import { getDiscussion } from '@/features/comments/discussion'
import { startThread } from '@/features/comments/mutations'
import { getCommentPreviews } from '@/features/comments/queries'
import { setReaction } from '@/features/comments/reactions'
import { getActivity, getNotices, getWaiting } from '@/features/inbox/queries'
import { getLink } from '@/features/links/queries'
import { getEventsAfter } from '@/features/live/queries'
import {
  addLink,
  addSession,
  createList,
  removeEntry,
  restoreEntry,
  restoreList,
  trashList,
  updateEntry,
  updateList,
} from '@/features/reading-lists/mutations'
import {
  getEntries,
  getList,
  getLists,
  getListsForSession,
  getReadingListTitles,
  getRemovedEntries,
  getTrashedLists,
} from '@/features/reading-lists/queries'
import { placeEntry } from '@/features/reading-lists/sections'
import { changeRole, leaveTeam, removeMember } from '@/features/teams/mutations'
import { type Member, memberFor, visitorFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import { listFacts, listFactsOf, listRights, listsFor, roleInList } from './audience'
import { getListMembers, nameListMember, setListAudience, unnameListMember } from './list-members'
import { createShare, editShare, reopenShares, revokeShares } from './mutations'
import { getShares, getTeamShares } from './queries'

type Team = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const secret = 'Nightjar'

/** A list of an editor's, for those named alone, in which everything says its secret. */
async function closed(named: [Member, Role][] = [], owner: Member = home.editor) {
  const words = { title: `${secret} list`, description: `${secret} description` }
  const list = await createList(owner, { ...words, audience: 'members' })
  const address = `https://example.org/${secret}/${list.id}`
  const why = `${secret} why`
  const { entryId } = await addLink(owner, { list: list.id, address, title: `${secret} link`, why })
  const entry = await db.entry.findFirstOrThrow({ where: { id: entryId } })
  for (const [{ userId: user }, role] of named)
    await nameListMember(owner, { list: list.id, user, role })
  return { ...list, entryId, linkId: entry.linkId ?? '' }
}

const comment = async (member: Member, type: 'list' | 'entry', on: string, body = secret) => {
  const id = newId()
  await startThread(member, { id, subjectType: type, subjectId: on, body })
  return id
}

const share = (member: Member, of: string) =>
  createShare(member, { subject: 'list', of, lifetime: '7', indexed: false })

describe('a list for named members', () => {
  test('shows nobody else anything, wherever they look', async () => {
    const session = await createSession(home.team.id)
    const list = await closed()
    await addSession(home.editor, { session: session.id, list: list.id, title: '' })
    const gone = await addLink(home.editor, {
      ...{ list: list.id, address: 'https://example.org/gone', title: `${secret} gone`, why: '' },
    })
    await removeEntry(home.editor, gone.entryId)
    const trashed = await closed()
    await trashList(home.editor, trashed.id)
    // Mentions of people who do not see it
    const marks = [home.owner, home.commenter].map(({ userId }) => `@[x](member:${userId})`)
    const said = [
      await comment(home.editor, 'list', list.id, `${secret} ${marks.join(' ')}`),
      await comment(home.editor, 'entry', list.entryId),
    ]
    await share(home.editor, list.id)
    for (const member of [home.owner, home.commenter, home.viewer, other.owner, other.editor]) {
      const found = await Promise.all([
        getLists(member),
        getTrashedLists(member),
        getList(member, list.id),
        getEntries(member, list, 1),
        getRemovedEntries(member, list),
        getListsForSession(member, session.id),
        getReadingListTitles(member, [list.id]),
        getDiscussion(member, { readingListId: list.id, role: member.role }),
        getCommentPreviews(member, said),
        getLink(member, list.linkId),
        getActivity(member),
        getNotices(member),
        getShares(member, 'list', list),
        getTeamShares(member),
        getListMembers(member, list),
      ])
      const text = JSON.stringify(found, (_, it) => (it instanceof Map ? [...it] : it))
      expect(text, `${member.role} of ${member.teamId}`).not.toContain(secret)
      for (const id of [list.id, list.entryId, list.linkId, ...said]) {
        expect(text.includes(id), id).toBe(false)
      }
      expect((await getWaiting(member)).unread).toBe(0)
    }
    const own = await Promise.all([getLists(home.editor), getEntries(home.editor, list, 1)])
    expect(JSON.stringify(own)).toContain(secret)
    expect((await getTeamShares(home.owner)).shares.find(({ of }) => of === null)?.subject).toBe(
      'list',
    )
  })

  test('lets nobody else change anything, nor learn that it is there', async () => {
    const list = await closed()
    const session = await createSession(home.team.id)
    const on = { readingListId: list.id }
    const thread = async () => db.thread.findFirstOrThrow({ where: on })
    const said = await comment(home.editor, 'list', list.id)
    expect(await thread()).toBeTruthy()
    const { id: shared } = await share(home.editor, list.id)
    const nextEditor = await createMember(home.team.id, 'editor')
    const change = { id: list.id, revision: 1, title: 'x', description: '' }
    for (const member of [home.owner, nextEditor, home.viewer, other.owner]) {
      for (const attempt of [
        () => updateList(member, change),
        () => trashList(member, list.id),
        () => addLink(member, { list: list.id, address: 'example.org', title: '', why: '' }),
        () => placeEntry(member, { id: list.entryId, after: list.entryId }),
        () => removeEntry(member, list.entryId),
        () => updateEntry(member, { id: list.entryId, revision: 1, why: '', page: '' }),
        () => comment(member, 'list', list.id),
        () => comment(member, 'entry', list.entryId),
        () => setReaction(member, { type: 'comment', id: said, kind: 'agree' }, true),
        () => share(member, list.id),
        () => setListAudience(member, { list: list.id, audience: 'team' }),
        () => nameListMember(member, { list: list.id, user: member.userId, role: 'viewer' }),
        () => unnameListMember(member, { list: list.id, user: home.editor.userId }),
      ])
        await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const adding = addSession(nextEditor, { session: session.id, list: list.id, title: '' })
    await expect(adding).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await trashList(home.editor, list.id)
    await expect(restoreList(home.owner, list.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await restoreList(home.editor, list.id)
    // All shares are the owners' to end, also one whose list they do not see
    for (const member of [nextEditor, other.owner]) {
      await expect(revokeShares(member, [shared])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await revokeShares(home.owner, [shared])
  })

  test('gives those whom it names what the policy says, and no more than the team does', async () => {
    for (const role of roles) {
      for (const named of roles) {
        const list = await closed()
        const who = home[role === 'editor' ? 'owner' : role]
        const user = who.userId
        const facts = { audience: 'members', createdById: '', named, orphaned: false } as const
        const naming = nameListMember(home.editor, { list: list.id, user, role: named })
        if (roleInList(who, facts) !== named) {
          await expect(naming).rejects.toMatchObject({ code: 'INVALID' })
          // As it is after a demotion in the team
          const key = { teamId: home.team.id, readingListId: list.id, userId: user }
          await db.listMember.create({ data: { ...key, role: named, addedById: user } })
        }
        await naming.catch(() => {})
        const can = listRights(who, facts)
        const shown = await getList(who, list.id)
        expect(shown?.can).toMatchObject(can)
        const attempts: [boolean, () => Promise<unknown>][] = [
          [can.edit, () => updateEntry(who, { id: list.entryId, revision: 1, why: '', page: '' })],
          [can.arrange, () => placeEntry(who, { id: list.entryId })],
          [can.edit, () => removeEntry(who, list.entryId)],
          [can.edit, () => restoreEntry(who, list.entryId)],
          [can.comment, () => comment(who, 'entry', list.entryId)],
          [can.comment, () => comment(who, 'list', list.id)],
          [can.share, () => share(who, list.id)],
          [can.manage, () => nameListMember(who, { list: list.id, user, role: named })],
          [can.delete, () => trashList(who, list.id)],
        ]
        for (const [allowed, attempt] of attempts) {
          const done = await attempt().then(
            () => true,
            ({ code }) => !/^(FORBIDDEN|NOT_FOUND)$/.test(code),
          )
          expect(done, `${role} named ${named}: ${attempt}`).toBe(allowed)
        }
      }
    }
  })

  test('says the same in where-clauses as in rights', async () => {
    const team = await createTeam()
    const [one, two] = [team.editor, await createMember(team.team.id, 'editor')]
    for (const owner of [one, two, team.owner]) {
      await createList(owner, { title: 'open', description: '' })
      for (const named of [[], ...roles.map((role) => [role])]) {
        const all = [one, two, team.owner, team.viewer, team.commenter]
        const others = all.filter(({ userId }) => userId !== owner.userId)
        const list = await createList(owner, { title: 'x', description: '', audience: 'members' })
        const data = others.flatMap(({ userId, teamId }) =>
          named.map((role) => ({
            ...{ teamId, userId, role, readingListId: list.id, addedById: owner.userId },
          })),
        )
        await db.listMember.createMany({ data })
      }
    }
    // Leaves lists behind that only viewers or nobody can run
    await leaveTeam(two)
    for (const role of ['viewer', 'editor'] as const) {
      await changeRole(team.owner, { userId: one.userId, role })
      for (const old of [one, team.owner, team.viewer, team.commenter]) {
        const member = (await memberFor(old.userId, old.teamId)) as Member
        const rows = await db.readingList.findMany({
          where: { teamId: member.teamId },
          relationLoadStrategy: 'join',
          select: { id: true, ...listFactsOf(member) },
        })
        expect(rows.length).toBe(18)
        const ids = async (may: 'see' | 'comment' | 'edit' | 'own') =>
          (await db.readingList.findMany({ where: listsFor(member, may) }))
            .map(({ id }) => id)
            .sort()
        const of = (right: (row: (typeof rows)[number]) => boolean) =>
          rows
            .filter((row) => roleInList(member, listFacts(row)) !== null && right(row))
            .map(({ id }) => id)
            .sort()
        const rights = (row: (typeof rows)[number]) => listRights(member, listFacts(row))
        expect(await ids('see')).toEqual(of(() => true))
        expect(await ids('comment')).toEqual(of((row) => rights(row).comment))
        expect(await ids('edit')).toEqual(of((row) => rights(row).edit))
        expect(await ids('own')).toEqual(of((row) => rights(row).manage))
      }
    }
  })

  test('is never without somebody who runs it', async () => {
    const leaver = await createMember(home.team.id, 'editor')
    const list = await closed([[home.viewer, 'viewer']], leaver)
    const last = { list: list.id, user: leaver.userId }
    await expect(unnameListMember(leaver, last)).rejects.toMatchObject({ code: 'CONFLICT' })
    const less = nameListMember(leaver, { ...last, role: 'viewer' })
    await expect(less).rejects.toMatchObject({ code: 'CONFLICT' })
    await trashList(leaver, list.id)
    expect(await getList(home.owner, list.id)).toBeNull()
    await leaveTeam(leaver)
    // The team keeps what was made in it, and its owners the right to open it
    await restoreList(home.owner, list.id)
    expect((await getList(home.owner, list.id))?.can.manage).toBe(true)
    expect(await getList(home.editor, list.id)).toBeNull()
    expect(await getList(home.viewer, list.id)).not.toBeNull()
    await nameListMember(home.owner, { list: list.id, user: home.editor.userId, role: 'owner' })
    expect(await getList(home.owner, list.id)).toBeNull()
    expect((await getList(home.editor, list.id))?.can.manage).toBe(true)
  })

  test('is closed to whoever was removed, also when they come back', async () => {
    const again = await createMember(home.team.id, 'editor')
    const list = await closed([[again, 'owner']])
    expect(await getList(again, list.id)).not.toBeNull()
    await removeMember(home.owner, again.userId)
    const key = { teamId: home.team.id, userId: again.userId }
    await db.membership.update({ where: { teamId_userId: key }, data: { leftAt: null } })
    expect(await getList(again, list.id)).toBeNull()
  })

  test('takes itself, what was said and its public addresses from the team', async () => {
    const list = await createList(home.editor, { title: 'Plain', description: '' })
    await comment(home.commenter, 'list', list.id, 'said before')
    const { token, id } = await share(home.owner, list.id)
    expect(await visitorFor(token)).not.toBeNull()
    const start = await seq()
    await setListAudience(home.editor, { list: list.id, audience: 'members' })
    await setListAudience(home.editor, { list: list.id, audience: 'members' })
    expect(await visitorFor(token)).toBeNull()
    expect(await getList(home.owner, list.id)).toBeNull()
    expect(await getCommentPreviews(home.commenter, [list.id])).toEqual(new Map())
    await updateList(home.editor, { id: list.id, revision: 1, title: 'Other', description: '' })
    const told = async (member: Member) =>
      (await getEventsAfter(member, start)).events?.map(({ told }) => told.verb)
    expect(await told(home.owner)).toEqual(['withdrawn'])
    expect(await told(home.editor)).toEqual(['withdrawn', 'edited'])
    // Another's address of a list that is its owner's now
    await reopenShares(home.editor, [id])
    await revokeShares(home.editor, [id])
    await setListAudience(home.editor, { list: list.id, audience: 'team' })
    expect((await getList(home.viewer, list.id))?.title).toBe('Other')
    expect(await told(home.owner)).toEqual(['withdrawn', 'edited', 'shown'])
  })

  const seq = async () =>
    (await db.team.findUniqueOrThrow({ where: { id: home.team.id } })).eventSeq
})

test('who it is for is decided by who began a list of the team, or owns the team', async () => {
  const list = await createList(home.editor, { title: 'x', description: '' })
  const another = await createMember(home.team.id, 'editor')
  const narrow = { list: list.id, audience: 'members' } as const
  await expect(setListAudience(another, narrow)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await setListAudience(home.owner, narrow)
  expect((await getListMembers(home.owner, list)).map(({ role }) => role)).toEqual(['owner'])
  expect(await getList(home.editor, list.id)).toBeNull()
  const stranger = { list: list.id, user: other.viewer.userId, role: 'viewer' } as const
  await expect(nameListMember(home.owner, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const edit = { id: newId(), lifetime: 'never', withoutPassword: false, indexed: false } as const
  await expect(editShare(home.owner, edit)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
