import { expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import type { Role } from '@/prisma/generated/client'
import { canManageTeam, teamCan, visibleInvitations, visibleMembers } from './policy'

const member = (role: Role) => ({ kind: 'member', teamId: 'team', userId: 'me', role }) as Member

test.each<[Role, boolean]>([
  ['viewer', false],
  ['commenter', false],
  ['editor', false],
  ['owner', true],
])('%s manages the team: %s', (role, may) => {
  expect(canManageTeam(member(role))).toBe(may)
  expect(teamCan(member(role))).toEqual({ manage: may, seeAddresses: may })
  const { teamId } = visibleInvitations(member(role))
  expect(teamId).toEqual(may ? 'team' : { in: [] })
  expect(visibleMembers(member(role))).toEqual({ teamId: 'team', leftAt: null })
})
