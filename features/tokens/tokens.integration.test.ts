import { describe, expect, test } from 'vitest'
import { changeRole, removeMember } from '@/features/teams/mutations'
import { bearerOf, type Member, memberFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createMember, createTeam } from '@/prisma/factories'
import { createToken, revokeToken } from './mutations'
import { getTokens } from './queries'

const make = (member: Member, scope: 'read' | 'write' = 'write') =>
  createToken(member, { name: 'Notes from the editor', scope, lifetime: 90 })

async function idOf(token: string): Promise<string> {
  return (await bearerOf(token))?.tokenId ?? ''
}

describe('a token', () => {
  test('speaks for its member with the role they have now, and only its hash is kept', async () => {
    const { owner, editor, team } = await createTeam()
    const token = await make(editor)
    expect(token).toMatch(/^hw_[1-9A-HJ-NP-Za-km-z]{40,}$/)
    expect(await bearerOf(token)).toMatchObject({
      scope: 'write',
      member: { userId: editor.userId, teamId: team.id, role: 'editor', team: { slug: team.slug } },
    })
    const rows = await db.apiToken.findMany({ where: { teamId: team.id } })
    expect(JSON.stringify(rows)).not.toContain(token.slice(3))
    await changeRole(owner, { userId: editor.userId, role: 'viewer' })
    expect((await bearerOf(token))?.member.role).toBe('viewer')
  })

  test('ends when it is revoked, is too old, or its person is shut out or leaves', async () => {
    const { owner, editor, team } = await createTeam()
    const [revoked, old, left] = [await make(editor), await make(editor), await make(editor)]
    await revokeToken(editor, await idOf(revoked))
    await db.apiToken.update({
      where: { teamId_id: { teamId: team.id, id: await idOf(old) } },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect(await bearerOf(revoked)).toBeNull()
    expect(await bearerOf(old)).toBeNull()
    const shutOut = (disabledAt: Date | null) =>
      db.user.update({ where: { id: editor.userId }, data: { disabledAt } })
    await shutOut(new Date())
    expect(await bearerOf(left)).toBeNull()
    await shutOut(null)
    expect(await bearerOf(left)).not.toBeNull()
    await removeMember(owner, editor.userId)
    expect(await bearerOf(left)).toBeNull()
    const where = { teamId_userId: { teamId: team.id, userId: editor.userId } }
    await db.membership.update({ where, data: { leftAt: null } })
    expect(await memberFor(editor.userId, team.id)).not.toBeNull()
    expect(await bearerOf(left)).toBeNull()
  })

  test('shows when it was used last', async () => {
    const { editor } = await createTeam()
    const token = await make(editor, 'read')
    expect((await getTokens(editor))[0]?.lastUsedAt).toBeNull()
    await bearerOf(token)
    await expect
      .poll(async () => (await getTokens(editor))[0]?.lastUsedAt?.getTime(), { timeout: 20_000 })
      .toBeGreaterThan(Date.now() - 60_000)
  })
})

describe('who sees tokens', () => {
  test('their member, and owners without the secret; nobody of another team', async () => {
    const { owner, editor, viewer, team } = await createTeam()
    const other = await createTeam()
    const colleague = await createMember(team.id, 'editor')
    const id = await idOf(await make(editor))
    const seen = async (member: Member) => (await getTokens(member)).map((row) => row.id)
    expect(await seen(editor)).toEqual([id])
    expect(await seen(owner)).toEqual([id])
    expect(Object.keys((await getTokens(owner))[0] ?? {})).not.toContain('tokenHash')
    for (const stranger of [viewer, colleague, other.owner]) {
      expect(await seen(stranger)).toEqual([])
      await expect(revokeToken(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await revokeToken(owner, id)
    expect(await seen(editor)).toEqual([])
  })
})
