import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { createAnnotation, createEntry, createSession, createTeam } from '@/prisma/factories'
import { findOrCreateLink, updateLink } from './mutations'
import { canEditLinks } from './policy'
import { getLink } from './queries'
import { type LinkEdit, linkInput } from './schema'

let home: Awaited<ReturnType<typeof createTeam>>
let other: Awaited<ReturnType<typeof createTeam>>
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const add = (member: Member, address: string, title = '') =>
  db.$transaction((tx) => findOrCreateLink(member, tx, linkInput.parse({ address, title })))

const edit = (member: Member, given: LinkEdit) =>
  db.$transaction((tx) => updateLink(member, tx, given))

/** An annotation that names the address of a link, as its writing would tie them. */
async function cite(member: Member, linkId: string, audience: 'me' | 'team') {
  const session = await createSession(member.teamId)
  const { id: annotationId } = await createAnnotation(member, session, { audience })
  await db.citation.create({ data: { teamId: member.teamId, annotationId, linkId } })
}

describe('findOrCreateLink', () => {
  it('gives one row per normalised address, also to writers at the same time', async () => {
    const forms = ['youtu.be/abcdefg?t=90', 'https://m.youtube.com/watch?v=abcdefg&si=x']
    const found = await Promise.all(
      Array.from({ length: 8 }, (_, n) => add(home.editor, forms[n % 2] ?? '')),
    )
    expect(new Set(found.map(({ id }) => id)).size).toBe(1)
    expect(new Set(found.map(({ offsetSeconds }) => offsetSeconds))).toEqual(new Set([90, null]))
  })

  it('takes a typed title in the place of a derived one, and keeps the first typed one', async () => {
    const { id } = await add(home.editor, 'https://example.org/a-talk')
    await createEntry(home.editor, id)
    expect((await add(home.editor, 'example.org/a-talk', 'A talk')).title).toBe('A talk')
    expect((await add(home.editor, 'example.org/a-talk', 'Another')).title).toBe('A talk')
  })

  it('restores a link from the trash', async () => {
    const { id } = await add(home.editor, 'https://example.org/trashed')
    const key = { teamId_id: { teamId: home.team.id, id } }
    await db.link.update({ where: key, data: { deletedAt: new Date() } })
    expect((await add(home.editor, 'https://example.org/trashed')).id).toBe(id)
    expect((await db.link.findUniqueOrThrow({ where: key })).deletedAt).toBeNull()
  })

  it('keeps the teams apart', async () => {
    const ours = await add(home.editor, 'https://example.org/both')
    const theirs = await add(other.editor, 'https://example.org/both')
    expect(theirs.id).not.toBe(ours.id)
  })

  it('refuses what is no address, beside its field', async () => {
    const given = { address: 'javascript:alert(1)', title: '' }
    const adding = db.$transaction((tx) => findOrCreateLink(home.editor, tx, given))
    await expect(adding).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { address: 'links.refusals.scheme' },
    })
  })
})

describe('who sees and edits a link', () => {
  it('agrees with the policy for every role', async () => {
    const { id } = await add(home.editor, 'https://example.org/cited')
    await cite(home.editor, id, 'team')
    for (const role of ['viewer', 'commenter', 'editor', 'owner'] as const) {
      const member = home[role]
      const link = await getLink(member, id)
      expect(link?.id).toBe(id)
      const change = {
        id,
        revision: link?.revision ?? 0,
        title: `By the ${role}`,
        type: 'paper' as const,
      }
      const editing = edit(member, change)
      if (canEditLinks(member)) await editing
      else await expect(editing).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect((await getLink(home.viewer, id))?.title).toBe('By the owner')
    expect(await getLink(other.owner, id)).toBeNull()
    const stranger = edit(other.owner, { id, revision: 3, title: 'x', type: 'paper' })
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('hides what only somebody’s own notes cite, also from themselves', async () => {
    const { id } = await add(home.commenter, 'https://example.org/private')
    await cite(home.commenter, id, 'me')
    expect(await getLink(home.commenter, id)).toBeNull()
    expect(await getLink(home.owner, id)).toBeNull()
  })

  it('tells a stale edit', async () => {
    const { id } = await add(home.editor, 'https://example.org/stale')
    await cite(home.editor, id, 'team')
    await edit(home.owner, { id, revision: 1, title: 'First', type: 'docs' })
    const stale = edit(home.editor, { id, revision: 1, title: 'Second', type: 'docs' })
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
    const edits = await db.event.count({ where: { teamId: home.team.id, subjectId: id } })
    expect(edits).toBe(1)
  })
})
