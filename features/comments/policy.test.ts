import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import type { Role } from '@/prisma/generated/client'
import { canComment, canReact, commentCan, threadCan } from './policy'

const as = (role: Role) => ({ role, userId: 'me', teamId: 'team' }) as unknown as Member
const mine = { authorId: 'me', deletedAt: null }
const theirs = { authorId: 'somebody', deletedAt: null }

describe.each<[Role, { comment: boolean; resolveAny: boolean }]>([
  ['viewer', { comment: false, resolveAny: false }],
  ['commenter', { comment: true, resolveAny: false }],
  ['editor', { comment: true, resolveAny: true }],
  ['owner', { comment: true, resolveAny: true }],
])('%s', (role, may) => {
  test('writes', () => expect(canComment(as(role))).toBe(may.comment))

  test('answers with a sign', () => expect(canReact(as(role))).toBe(may.comment))

  test('changes their own words, never those of others', () => {
    expect(commentCan(as(role), mine)).toEqual({ edit: may.comment, delete: may.comment })
    expect(commentCan(as(role), theirs)).toEqual({ edit: false, delete: false })
    const gone = { ...mine, deletedAt: new Date() }
    expect(commentCan(as(role), gone)).toEqual({ edit: false, delete: false })
  })

  test('resolves own threads, and any as an editor', () => {
    expect(threadCan(as(role), 'me').resolve).toBe(may.comment)
    expect(threadCan(as(role), 'somebody').resolve).toBe(may.resolveAny)
    expect(threadCan(as(role), undefined).reply).toBe(may.comment)
  })
})
