import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import type { ListAudience, Role } from '@/prisma/generated/client'
import { canBeNamed, listRights, roleInList } from './audience'

const me = '0199aaaa-0000-7000-8000-000000000001'
const somebody = '0199aaaa-0000-7000-8000-000000000002'
const as = (role: Role) => ({ kind: 'member', userId: me, teamId: me, role }) as unknown as Member
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
const list = (
  audience: ListAudience,
  given: { named?: Role; orphaned?: true; mine?: true } = {},
) => ({
  audience,
  createdById: given.mine ? me : somebody,
  named: given.named ?? null,
  orphaned: given.orphaned ?? false,
})
const granted = (role: Role, it: ReturnType<typeof list>) =>
  Object.entries(listRights(as(role), it))
    .filter(([, may]) => may)
    .map(([right]) => right)

const all = ['comment', 'edit', 'arrange', 'add', 'share', 'delete', 'manage']
const editing = ['comment', 'edit', 'arrange', 'add', 'share']

describe('a list of the team', () => {
  test.each<[Role, string[]]>([
    ['viewer', []],
    ['commenter', ['comment']],
    ['editor', [...editing, 'delete']],
    ['owner', all],
  ])('gives a %s %j', (role, rights) => {
    expect(granted(role, list('team'))).toEqual(rights)
    // Names mean nothing there
    for (const named of roles) expect(granted(role, list('team', { named }))).toEqual(rights)
  })

  test.each<[Role, string[]]>([
    ['viewer', []],
    ['commenter', ['comment']],
    ['editor', all],
    ['owner', all],
  ])('gives a %s who began it %j', (role, rights) => {
    expect(granted(role, list('team', { mine: true }))).toEqual(rights)
  })
})

describe('a list for named members', () => {
  const table: Record<Role, Record<Role, Role>> = {
    viewer: { viewer: 'viewer', commenter: 'viewer', editor: 'viewer', owner: 'viewer' },
    commenter: {
      viewer: 'viewer',
      commenter: 'commenter',
      editor: 'commenter',
      owner: 'commenter',
    },
    editor: { viewer: 'viewer', commenter: 'commenter', editor: 'editor', owner: 'owner' },
    owner: { viewer: 'viewer', commenter: 'commenter', editor: 'editor', owner: 'owner' },
  }
  const rights: Record<Role, string[]> = {
    viewer: [],
    commenter: ['comment'],
    editor: editing,
    owner: all,
  }

  test.each(roles)('makes a %s of the team no more than that', (role) => {
    for (const named of roles) {
      const it = list('members', { named })
      expect(roleInList(as(role), it), named).toBe(table[role][named])
      expect(granted(role, it), named).toEqual(rights[table[role][named]])
      expect(canBeNamed(role, named)).toBe(table[role][named] === named)
    }
  })

  test.each(roles)('is not for a %s whom it does not name, who began it or not', (role) => {
    expect(roleInList(as(role), list('members'))).toBeNull()
    expect(roleInList(as(role), list('members', { mine: true }))).toBeNull()
  })

  test('comes to the owners of the team when nobody runs it any more, and to nobody else', () => {
    for (const role of roles) {
      const lost = list('members', { orphaned: true })
      expect(roleInList(as(role), lost)).toBe(role === 'owner' ? 'owner' : null)
      const named = list('members', { orphaned: true, named: 'viewer' })
      expect(roleInList(as(role), named)).toBe(role === 'owner' ? 'owner' : 'viewer')
    }
  })
})
