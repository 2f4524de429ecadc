import { beforeEach, describe, expect, test } from 'vitest'
import { addSession, createList, removeEntry } from '@/features/reading-lists/mutations'
import { getSharedList } from '@/features/reading-lists/shared'
import { deleteSession } from '@/features/sessions/mutations'
import { getSharedSession } from '@/features/sessions/shared'
import { countView, createShare, revokeShares, showNameOnPublic } from '@/features/shares/mutations'
import { getShares, getTeamShares } from '@/features/shares/queries'
import { type Member, visitorFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createSession, createTeam } from '@/prisma/factories'
import type { Audience } from '@/prisma/generated/client'
import { setAudience } from './audience'
import { answerAnnotation, deleteAnnotation, writeAnnotation } from './mutations'
import { getPublicNews, getPublicNotes, getPublicPhoto } from './public'
import { writeAnnotationInput } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }
let list: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id, { title: 'The talk' })
  list = await createList(cast.editor, { title: 'Worth it', description: '' })
  await addSession(cast.editor, { session: session.id, list: list.id, title: '' })
})

async function write(
  member: Member,
  text: string,
  audience: Audience = 'public',
  given: object = {},
) {
  const input = { id: newId(), session: session.id, text, audience, ...given }
  return (await writeAnnotation(member, writeAnnotationInput.parse(input))).id
}
async function share(subject: 'list' | 'session') {
  const of = subject === 'list' ? list.id : session.id
  return createShare(cast.editor, { subject, of, lifetime: '7', indexed: false })
}

/** What the page of a share holds of notes; null where it is no page. */
async function opened(token: string) {
  const visitor = await visitorFor(token)
  if (!visitor) return null
  return [...(await getPublicNotes(visitor)).values()].flat()
}
const texts = async (token: string) =>
  (await opened(token))?.map(({ html }) => html.replace(/<[^>]*>/g, '')).sort() ?? null

describe('a stranger reads', () => {
  test('exactly what is public of the sessions that the share opens, at this moment', async () => {
    const { editor, owner, viewer } = cast
    const [aList, aSession] = [(await share('list')).token, (await share('session')).token]
    const id = await write(editor, 'Public one')
    await write(owner, 'Public two')
    await write(editor, 'For the team', 'team')
    await write(editor, 'For me', 'me')
    await write(viewer, 'For the viewer', 'me')
    await deleteAnnotation(editor, await write(editor, 'Thrown away'))
    const elsewhere = await createSession(cast.team.id)
    await write(editor, 'Of another session', 'public', { session: elsewhere.id })
    const strangers = await createTeam()
    const theirs = await createSession(strangers.team.id)
    await write(strangers.editor, 'Of another team', 'public', { session: theirs.id })

    for (const token of [aList, aSession]) {
      expect(await texts(token)).toEqual(['Public one', 'Public two'])
    }
    await setAudience(editor, { id, revision: 1, audience: 'me' })
    for (const token of [aList, aSession]) expect(await texts(token)).toEqual(['Public two'])

    await addSession(editor, { session: elsewhere.id, list: list.id, title: '' })
    expect(await texts(aList)).toEqual(['Of another session', 'Public two'])
    expect(await texts(aSession)).toEqual(['Public two'])
    const entry = await db.entry.findFirstOrThrow({ where: { sessionId: session.id } })
    await removeEntry(editor, entry.id)
    expect(await texts(aList)).toEqual(['Of another session'])
  })

  test('nothing any more once it is revoked, expired, switched off or in the trash', async () => {
    await write(cast.editor, 'Public')
    const [one, two, three] = [await share('session'), await share('session'), await share('list')]
    expect(await texts(one.token)).toEqual(['Public'])
    await revokeShares(cast.editor, [one.id])
    expect(await texts(one.token)).toBeNull()
    const where = { teamId_id: { teamId: cast.team.id, id: two.id } }
    await db.share.update({ where, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await texts(two.token)).toBeNull()
    const four = await share('session')
    const switched = (publicSharing: boolean) =>
      db.team.update({ where: { id: cast.team.id }, data: { publicSharing } })
    await switched(false)
    expect(await texts(four.token)).toBeNull()
    await switched(true)
    expect(await texts(four.token)).toEqual(['Public'])
    await deleteSession(cast.editor, session.id)
    expect(await texts(four.token)).toBeNull()
    expect(await texts(three.token)).toEqual([])
  })

  test('the same in a feed, the latest first, under keys of that share alone', async () => {
    const { editor, owner } = cast
    const first = await write(editor, 'First')
    await write(owner, 'Second')
    await write(editor, 'For the team', 'team')
    await write(editor, 'For me', 'me')
    const early = { where: { id: first }, data: { createdAt: new Date('2020-01-01') } }
    await db.annotation.updateMany(early)
    const news = async (token: string) => {
      const visitor = await visitorFor(token)
      return visitor && (await getPublicNews(visitor))
    }
    const [one, other] = [await share('session'), await share('session')]
    const told = await news(one.token)
    expect(told?.map(({ html, author }) => [html, author])).toEqual([
      ['<p>Second</p>', null],
      ['<p>First</p>', null],
    ])
    expect(JSON.stringify(told)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    const keys = async (token: string) => (await news(token))?.map(({ key }) => key)
    await showNameOnPublic(owner, true)
    await setAudience(editor, { id: first, revision: 1, audience: 'team' })
    expect((await news(one.token))?.map(({ author }) => author)).toEqual([owner.name])
    expect(await keys(one.token)).toEqual([told?.[0]?.key])
    expect(await keys(other.token)).not.toEqual(await keys(one.token))
    await revokeShares(editor, [one.id])
    expect(await news(one.token)).toBeNull()
  })

  test('no name but of those who agreed, no id, no way into the team', async () => {
    const { editor, owner } = cast
    const inner = '[the plan](/t/secret-team/sessions/x) and [a post](https://example.org/p)'
    await write(editor, `@${owner.name} and @${editor.name} say #etcd, ${inner}`)
    const { token } = await share('session')
    const visitor = await visitorFor(token)
    const page = async () =>
      JSON.stringify([visitor && (await getSharedSession(visitor)), await opened(token)])
    const before = await page()
    expect(before).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(before).not.toMatch(/Edda|Olga|secret-team|x-person|x-topic/)
    expect(before).toContain('https://example.org/p')
    expect(before).toContain('#etcd')
    await showNameOnPublic(editor, true)
    const after = await page()
    expect((await opened(token))?.[0]?.author).toBe(editor.name)
    expect(after).toContain(`@${editor.name}`)
    expect(after).not.toContain('Olga')
    await db.membership.updateMany({
      where: { teamId: cast.team.id, userId: editor.userId },
      data: { leftAt: new Date() },
    })
    expect(await page()).not.toContain('Edda')
    expect(await texts(token)).toHaveLength(1)
  })

  test('answers and pictures of the author, not of colleagues who wrote for the team', async () => {
    const { editor, owner } = cast
    const { teamId } = editor
    const question = await write(editor, 'Why?', 'public', { kind: 'question' })
    const { token } = await share('session')
    const answers = async () => (await opened(token))?.map(({ answer }) => answer) ?? []
    await answerAnnotation(owner, { id: question, revision: 1, text: 'Said to the team' })
    expect(await answers()).toEqual([null])
    await answerAnnotation(editor, { id: question, revision: 2, text: 'Because' })
    expect(await answers()).toEqual(['<p>Because</p>'])

    const slot = await write(editor, '', 'public', { kind: 'photo' })
    const photo = async (by: Member, position: number) => {
      const hash = newId().replaceAll('-', '').padEnd(64, '0')
      const pixels = { width: 640, height: 400, size: 1, kind: 'photo' as const }
      await db.file.create({ data: { teamId, hash, ...pixels } })
      const data = { teamId, id: newId(), annotationId: slot, position, addedById: by.userId }
      const hashes = { sentHash: hash, largeHash: hash, smallHash: hash }
      return db.attachment.create({ data: { ...data, ...hashes } })
    }
    const [own, other] = [await photo(editor, 0), await photo(owner, 1)]
    const pictures = (await opened(token))?.flatMap(({ photos }) => photos ?? [])
    expect(pictures).toHaveLength(1)
    const visitor = await visitorFor(token)
    if (!visitor) throw new Error('not open')
    expect(await getPublicPhoto(visitor, own.id)).toMatchObject({ smallHash: own.smallHash })
    expect(await getPublicPhoto(visitor, other.id)).toBeNull()
    await setAudience(editor, { id: slot, revision: 1, audience: 'team' })
    expect(await getPublicPhoto(visitor, own.id)).toBeNull()
  })
})

describe('the share of a session', () => {
  test('is made by editors, counts its views, and is listed and ended like that of a list', async () => {
    const { editor, owner, viewer } = cast
    const of = { subject: 'session', of: session.id, lifetime: '7', indexed: false } as const
    await expect(createShare(viewer, of)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const stranger = (await createTeam()).owner
    await expect(createShare(stranger, of)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { id, token } = await createShare(editor, of)
    const visitor = await visitorFor(token)
    if (!visitor) throw new Error('not open')
    expect((await getSharedSession(visitor))?.title).toBe('The talk')
    expect(await getSharedList(visitor)).toBeNull()
    await countView(visitor)
    const [row] = await getShares(editor, 'session', session)
    expect(row).toMatchObject({ id, subject: 'session', of: { title: 'The talk' }, state: 'live' })
    expect(row?.views).toBe(1)
    expect(await getShares(editor, 'list', list)).toEqual([])
    expect((await getTeamShares(owner)).shares.map((one) => one.id)).toEqual([id])
    await revokeShares(owner, [id])
    expect(await visitorFor(token)).toBeNull()
  })

  test('has one subject, whoever writes it', async () => {
    const row = { teamId: cast.team.id, createdById: cast.editor.userId }
    const both = { readingListId: list.id, sessionId: session.id }
    for (const of of [both, {}]) {
      const data = { ...row, ...of, id: newId(), tokenHash: newId() }
      await expect(db.share.create({ data })).rejects.toThrow(/Share_subject/)
    }
  })
})
