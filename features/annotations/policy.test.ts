import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import type { AnnotationKind, Audience, Role } from '@/prisma/generated/client'
import { annotationCan, audiencesFor, canRemovePhoto, canWriteFor } from './policy'

const me = '0199aaaa-0000-7000-8000-000000000001'
const other = '0199aaaa-0000-7000-8000-000000000002'
const as = (role: Role) => ({ kind: 'member', userId: me, teamId: me, role }) as unknown as Member
const it = (given: {
  authorId?: string
  audience?: Audience
  kind?: AnnotationKind
  closedAt?: Date | null
  closedById?: string | null
  answered?: boolean
}) => ({
  authorId: other,
  audience: 'team' as const,
  kind: 'question' as const,
  closedAt: null,
  closedById: null,
  answered: false,
  ...given,
})
const granted = (can: Record<string, boolean>) =>
  new Set(Object.keys(can).filter((right) => can[right]))

test.each<[Role, Audience[]]>([
  ['viewer', ['me']],
  ['commenter', ['me']],
  ['editor', ['me', 'team', 'public']],
  ['owner', ['me', 'team', 'public']],
])('%s writes for %j', (role, audiences) => {
  const all: Audience[] = ['me', 'team', 'public']
  expect(all.filter((audience) => canWriteFor(as(role), audience))).toEqual(audiences)
})

test('the usual audience comes first, and public last', () => {
  expect(audiencesFor(as('editor'))).toEqual(['team', 'me', 'public'])
  expect(audiencesFor(as('viewer'))).toEqual(['me'])
})

describe('another one’s question for the team', () => {
  test.each<[Role, string[]]>([
    ['viewer', []],
    ['commenter', []],
    ['editor', ['answer', 'close', 'promote']],
    ['owner', ['answer', 'close', 'promote']],
  ])('%s may %j', (role, rights) => {
    expect(granted(annotationCan(as(role), it({})))).toEqual(new Set(rights))
  })
})

test('a viewer has every right over a question of their own that only they see', () => {
  const can = annotationCan(as('viewer'), it({ authorId: me, audience: 'me' }))
  expect(granted(can)).toEqual(
    new Set(['edit', 'delete', 'answer', 'attach', 'close', 'changeKind']),
  )
})

test('for whom it is changes its author alone, who must have a choice', () => {
  const may = (role: Role, given: object) => annotationCan(as(role), it(given)).audience
  for (const audience of ['me', 'team', 'public'] as const) {
    expect(may('editor', { authorId: me, audience })).toBe(true)
    expect(may('owner', { audience })).toBe(false)
    expect(may('commenter', { authorId: me, audience })).toBe(false)
  }
})

test('a demoted author no longer changes what they wrote for the team', () => {
  expect(granted(annotationCan(as('commenter'), it({ authorId: me })))).toEqual(new Set())
})

test('words stay with their author, an owner included, who may put them into the summary', () => {
  const can = annotationCan(as('owner'), it({ kind: 'decision' }))
  expect(granted(can)).toEqual(new Set(['promote']))
})

test.each<[AnnotationKind, string[]]>([
  ['takeaway', ['promote']],
  ['quote', ['promote']],
  ['question', ['answer', 'close', 'promote']],
  ['follow_up', ['assign', 'close', 'promote']],
  ['decision', ['promote']],
  ['link', ['promote']],
  ['photo', ['fill', 'attach', 'close', 'promote']],
  ['gap', ['fill', 'attach', 'close', 'promote']],
])('an editor may, with another one’s %s: %j', (kind, rights) => {
  expect(granted(annotationCan(as('editor'), it({ kind })))).toEqual(new Set(rights))
})

test('a filled slot takes pictures of its author and of who filled it, and of nobody else', () => {
  const filled = { kind: 'photo', closedAt: new Date(), closedById: other } as const
  const attach = (role: Role, given: object) =>
    annotationCan(as(role), it({ ...filled, ...given })).attach
  expect(attach('editor', {})).toBe(false)
  expect(attach('owner', {})).toBe(false)
  expect(attach('editor', { authorId: me })).toBe(true)
  expect(attach('editor', { closedById: me })).toBe(true)
  expect(attach('commenter', { closedById: me })).toBe(false)
  expect(attach('editor', { kind: 'question', closedById: me })).toBe(false)
})

test('a picture is removed by who added it and by the author, while they may write', () => {
  const remove = (
    role: Role,
    given: { authorId?: string; addedById?: string; audience?: Audience },
  ) => canRemovePhoto(as(role), it(given), { addedById: given.addedById ?? other })
  expect(remove('owner', {})).toBe(false)
  expect(remove('editor', { addedById: me })).toBe(true)
  expect(remove('editor', { authorId: me })).toBe(true)
  expect(remove('commenter', { addedById: me })).toBe(false)
  expect(remove('viewer', { authorId: me, addedById: me, audience: 'me' })).toBe(true)
})

test('what is closed cannot be filled again, and what is answered keeps its kind', () => {
  const closedAt = new Date()
  expect(annotationCan(as('editor'), it({ kind: 'gap', closedAt })).fill).toBe(false)
  expect(annotationCan(as('editor'), it({ authorId: me, answered: true })).changeKind).toBe(false)
})
