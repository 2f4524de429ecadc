import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { removeUnusedFiles, storePhoto } from '@/features/files/mutations'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { isStored } from '@/lib/storage'
import { createAnnotation, createMember, createSession, createTeam } from '@/prisma/factories'
import { deleteAnnotation } from './mutations'
import { addPhoto, deletePhoto, restorePhoto } from './photos'
import { getAnnotations, getPhotoFiles } from './queries'

// Where files lie is read from the environment once, before any of the imports above
const folder = await vi.hoisted(async () => {
  const { mkdtemp } = await import('node:fs/promises')
  const made = await mkdtemp('/tmp/hallway-photos-')
  process.env.HALLWAY_DATA = made
  return made
})

type Cast = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
let cast: Cast
let session: { id: string }
let red: Buffer
let blue: Buffer

const paint = (background: string) =>
  sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer()

beforeAll(async () => {
  red = await paint('red')
  blue = await paint('blue')
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

const createTeamMate = () => createMember(cast.team.id, 'editor', { name: 'Mate' })
const slot = (author: Member, given: object = {}) =>
  createAnnotation(author, session, { kind: 'photo', text: '', ...given })
const arriving = (stream: Readable, length = Number.NaN) => ({ stream, length })
const add = (member: Member, annotation: string, bytes = red, id = newId()) =>
  addPhoto(member, { annotation, id }, arriving(Readable.from([bytes]))).then((created) => ({
    id,
    created,
  }))
const row = (id: string) =>
  db.annotation.findUniqueOrThrow({
    where: { teamId_id: { teamId: cast.team.id, id } },
    include: { photos: { orderBy: { position: 'asc' }, include: { large: true, small: true } } },
  })
const events = async (subjectId: string) =>
  (
    await db.event.findMany({
      where: { teamId: cast.team.id, subjectId },
      orderBy: { seq: 'asc' },
    })
  ).map(({ verb, actorId, audience }) => ({ verb, actorId, audience }))
const incoming = () => readdir(path.join(folder, 'files', 'incoming'))

test('the first picture fills a slot; the two sizes are stored, and nothing of the original', async () => {
  const { editor } = cast
  const { id } = await slot(editor)
  await add(editor, id, red)
  await add(editor, id, blue)
  const { photos, closedAt, closedById } = await row(id)
  expect(closedAt).not.toBeNull()
  expect(closedById).toBe(editor.userId)
  expect(photos.map(({ position }) => position)).toEqual([0, 1])
  const [first] = photos
  expect(first?.large).toMatchObject({ kind: 'photo', width: 900, height: 600 })
  expect(first?.small).toMatchObject({ width: 640, height: 427 })
  const kept = [first?.largeHash, first?.smallHash, first?.sentHash]
  expect(await Promise.all(kept.map((hash) => isStored(hash ?? '')))).toEqual([true, true, false])
  expect(await incoming()).toEqual([])
  expect(await events(id)).toEqual([
    { verb: 'closed', actorId: editor.userId, audience: 'team' },
    { verb: 'edited', actorId: editor.userId, audience: 'team' },
  ])
})

test('a picture on a takeaway closes nothing; the event of an only-me one is only its author’s', async () => {
  const { viewer } = cast
  const { id } = await createAnnotation(viewer, session, { audience: 'me' })
  await add(viewer, id)
  expect((await row(id)).closedAt).toBeNull()
  expect(await events(id)).toEqual([{ verb: 'edited', actorId: viewer.userId, audience: 'me' }])
})

describe('a retry', () => {
  test('is the same picture, one after another or at once', async () => {
    const { editor } = cast
    const { id } = await slot(editor)
    const photo = newId()
    expect((await add(editor, id, red, photo)).created).toBe(true)
    expect((await add(editor, id, red, photo)).created).toBe(false)
    const other = newId()
    const both = await Promise.all([add(editor, id, blue, other), add(editor, id, blue, other)])
    expect(both.filter(({ created }) => created)).toHaveLength(1)
    expect((await row(id)).photos).toHaveLength(2)
    expect(await events(id)).toHaveLength(2)
  })

  test('of what was moved to the trash since brings nothing back', async () => {
    const { editor } = cast
    const { id } = await slot(editor)
    const photo = await add(editor, id)
    await deletePhoto(editor, photo.id)
    expect((await add(editor, id, red, photo.id)).created).toBe(false)
    expect(await getPhotoFiles(editor, photo.id)).toBeNull()
  })

  test('with other bytes, by somebody else or elsewhere is a conflict', async () => {
    const { editor, owner } = cast
    const [one, two] = [await slot(editor), await slot(editor)]
    const { id } = await add(editor, one.id)
    const conflict = { code: 'CONFLICT', messageKey: 'files.idTaken' }
    await expect(add(editor, one.id, blue, id)).rejects.toMatchObject(conflict)
    await expect(add(editor, two.id, red, id)).rejects.toMatchObject(conflict)
    await expect(add(owner, two.id, red, id)).rejects.toMatchObject(conflict)
    const fresh = newId()
    const race = await Promise.allSettled([
      add(editor, one.id, red, fresh),
      add(editor, two.id, red, fresh),
    ])
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(race.find((it) => it.status === 'rejected')?.reason).toMatchObject(conflict)
    expect(await db.attachment.count({ where: { teamId: cast.team.id } })).toBe(2)
  })
})

describe('who may add one', () => {
  test('a colleague fills a slot for the team, and goes on; a third comes too late', async () => {
    const { editor, owner } = cast
    const { id } = await slot(editor)
    await add(owner, id, red)
    await add(owner, id, blue)
    const { photos, closedById } = await row(id)
    expect(closedById).toBe(owner.userId)
    expect(photos.map(({ addedById }) => addedById)).toEqual([owner.userId, owner.userId])
    const third = { code: 'CONFLICT', messageKey: 'files.slotFilled' }
    const filled = await slot(editor)
    await add(editor, filled.id)
    await expect(add(owner, filled.id)).rejects.toMatchObject(third)
    await add(editor, id)
    expect((await row(id)).photos).toHaveLength(3)
  })

  test('of two who fill one slot at once, one does', async () => {
    const { editor, owner } = cast
    const { id } = await slot(await createTeamMate())
    // Both are held back by the team's row, with nothing committed, until both are there
    const both = await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT 1 FROM "Team" WHERE "id" = ${cast.team.id}::uuid FOR UPDATE`
        const writing = Promise.allSettled([add(editor, id, red), add(owner, id, blue)])
        await vi.waitFor(
          async () => {
            const waiting = await db.$queryRaw<unknown[]>`
              SELECT 1 FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock'`
            expect(waiting).toHaveLength(2)
          },
          { timeout: 20_000 },
        )
        return { writing }
      },
      { timeout: 30_000 },
    )
    const ends = await both.writing
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find((it) => it.status === 'rejected')?.reason).toMatchObject({
      messageKey: 'files.slotFilled',
    })
    expect((await row(id)).photos).toHaveLength(1)
  })

  test.each([
    ['viewer', 'team', 'FORBIDDEN'],
    ['commenter', 'team', 'FORBIDDEN'],
    ['editor', 'me', 'NOT_FOUND'],
    ['owner', 'me', 'NOT_FOUND'],
  ] as const)('a %s not on another’s slot for %s: %s', async (role, audience, code) => {
    const { id } = await slot(await createTeamMate(), { audience })
    await expect(add(cast[role], id)).rejects.toMatchObject({ code })
    expect((await row(id)).photos).toHaveLength(0)
  })

  test('not on another’s takeaway, in the trash, or in another team', async () => {
    const mate = await createTeamMate()
    const { id } = await createAnnotation(mate, session)
    await expect(add(cast.owner, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const trashed = await slot(cast.editor, { deletedAt: new Date() })
    await expect(add(cast.editor, trashed.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const other = await createTeam({ name: 'Another team' })
    const open = await slot(cast.editor)
    await expect(add(other.owner, open.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('nothing is stored of what is refused, and the slot stays open', async () => {
    const { editor } = cast
    const { id } = await slot(editor)
    const files = () => db.file.count({ where: { teamId: cast.team.id } })
    await expect(add(editor, id, Buffer.from('text'))).rejects.toMatchObject({
      code: 'INVALID',
      messageKey: 'files.notAPicture',
    })
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 2 ** 20
          yield Buffer.alloc(2 ** 20)
        }
      })(),
    )
    await expect(
      addPhoto(editor, { annotation: id, id: newId() }, arriving(endless)),
    ).rejects.toMatchObject({
      code: 'TOO_LARGE',
      messageKey: 'files.tooLarge',
    })
    expect(sent).toBeLessThan(25 * 2 ** 20)
    expect([await files(), await incoming(), (await row(id)).closedAt]).toEqual([0, [], null])
  })
})

describe('who sees one', () => {
  test('exactly those who see the annotation, now', async () => {
    const { editor, owner } = cast
    const outsider = (await createTeam({ name: 'Another team' })).owner
    const shared = await add(editor, (await slot(editor)).id)
    const secret = await slot(editor, { audience: 'me' })
    const mine = await add(editor, secret.id, blue)
    const seenBy = async (id: string) => {
      const found = await Promise.all(roles.map((role) => getPhotoFiles(cast[role], id)))
      return roles.filter((_, index) => found[index])
    }
    expect(await seenBy(shared.id)).toEqual([...roles])
    expect(await seenBy(mine.id)).toEqual(['editor'])
    expect(await getPhotoFiles(outsider, shared.id)).toBeNull()
    const widen = (audience: 'me' | 'team') =>
      db.annotation.update({
        where: { teamId_id: { teamId: cast.team.id, id: secret.id } },
        data: { audience },
      })
    await widen('team')
    expect(await seenBy(mine.id)).toEqual([...roles])
    await widen('me')
    expect(await seenBy(mine.id)).toEqual(['editor'])
    await deletePhoto(editor, mine.id)
    expect(await seenBy(mine.id)).toEqual([])
    await expect(restorePhoto(owner, mine.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const moved = await slot(editor)
    const gone = await add(editor, moved.id)
    await deleteAnnotation(editor, moved.id)
    expect(await seenBy(gone.id)).toEqual([])
  })

  const photosSeenBy = async (member: Member) => {
    const { annotations } = await getAnnotations(member, session.id)
    return annotations.flatMap(({ id, photos }) => (photos ? [[id, photos] as const] : []))
  }

  test('the pictures of a session: those of what one sees, in order, and who may remove them', async () => {
    const { editor, owner, viewer } = cast
    const shared = await slot(editor)
    const [one, two] = [await add(owner, shared.id, red), await add(owner, shared.id, blue)]
    const secret = await slot(owner, { audience: 'me' })
    await add(owner, secret.id)
    await add(editor, (await createAnnotation(editor, await createSession(cast.team.id))).id)
    const seenBy = async (member: Member) =>
      Object.fromEntries(
        (await photosSeenBy(member)).map(([id, photos]) => [
          id,
          photos.map(({ id, trashed, removable }) => ({ id, trashed, removable })),
        ]),
      )
    const shown = (removable: boolean) =>
      [one, two].map(({ id }) => ({ id, trashed: false, removable }))
    expect(await seenBy(viewer)).toEqual({ [shared.id]: shown(false) })
    expect(await seenBy(editor)).toEqual({ [shared.id]: shown(true) })
    expect((await seenBy(owner))[secret.id]).toHaveLength(1)
    const [first] = new Map(await photosSeenBy(viewer)).get(shared.id) ?? []
    expect(first).toMatchObject({ width: 640, height: 427, addedById: owner.userId })

    // What was removed a moment ago is shown to who did so, to take that back
    await deletePhoto(editor, one.id)
    expect((await seenBy(editor))[shared.id]?.[0]).toMatchObject({ id: one.id, trashed: true })
    for (const member of [owner, viewer]) {
      expect((await seenBy(member))[shared.id]?.map(({ id }) => id)).toEqual([two.id])
    }
    await db.attachment.updateMany({
      where: { teamId: cast.team.id, id: one.id },
      data: { deletedAt: new Date(Date.now() - 11 * 60_000) },
    })
    expect((await seenBy(editor))[shared.id]?.map(({ id }) => id)).toEqual([two.id])
    const other = await createTeam({ name: 'Another team' })
    expect(await seenBy(other.owner)).toEqual({})
  })

  test('an only-me picture of one team does not come out through equal bytes in another', async () => {
    const other = await createTeam({ name: 'Another team' })
    const there = await createSession(other.team.id)
    const mine = await add(cast.editor, (await slot(cast.editor, { audience: 'me' })).id)
    const theirs = await createAnnotation(other.editor, there, { kind: 'photo', text: '' })
    const same = await add(other.editor, theirs.id)
    expect(await getPhotoFiles(other.owner, mine.id)).toBeNull()
    expect(await getPhotoFiles(other.owner, same.id)).not.toBeNull()
  })
})

describe('the trash', () => {
  test('the last picture of a slot opens it again, and fills it when it comes back', async () => {
    const { editor, owner } = cast
    const { id } = await slot(editor)
    const [one, two] = [await add(owner, id, red), await add(owner, id, blue)]
    await deletePhoto(owner, one.id)
    expect((await row(id)).closedById).toBe(owner.userId)
    await deletePhoto(editor, two.id)
    expect((await row(id)).closedById).toBeNull()
    await expect(restorePhoto(owner, two.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await restorePhoto(editor, two.id)
    await restorePhoto(owner, one.id)
    const { closedById, photos } = await row(id)
    expect(closedById).toBe(owner.userId)
    expect(photos.map((photo) => [photo.id, photo.deletedAt])).toEqual([
      [one.id, null],
      [two.id, null],
    ])
    expect((await events(id)).map(({ verb }) => verb)).toEqual([
      'closed',
      'edited',
      'edited',
      'reopened',
      'closed',
      'edited',
    ])
  })

  test('nobody else moves a picture there', async () => {
    const { owner, viewer } = cast
    const mate = await createTeamMate()
    const photo = await add(mate, (await slot(mate)).id)
    for (const member of [owner, viewer]) {
      await expect(deletePhoto(member, photo.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const other = await createTeam({ name: 'Another team' })
    await expect(deletePhoto(other.owner, photo.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await getPhotoFiles(viewer, photo.id)).not.toBeNull()
  })
})

describe('what nothing refers to any more', () => {
  const clean = () => removeUnusedFiles(systemFor('test'))
  const age = (days: number) => new Date(Date.now() - days * 86_400_000)
  const ageFiles = () =>
    db.file.updateMany({ where: { teamId: cast.team.id }, data: { createdAt: age(2) } })
  const trash = (id: string, days: number) =>
    db.attachment.update({
      where: { teamId_id: { teamId: cast.team.id, id } },
      data: { deletedAt: age(days), deletedById: cast.editor.userId },
    })

  test('goes after 30 days in the trash, with its content', async () => {
    const { editor } = cast
    const { id } = await slot(editor)
    const unique = await paint('#123456')
    const { id: photo } = await add(editor, id, unique)
    const files = await getPhotoFiles(editor, photo)
    const stored = () =>
      Promise.all([files?.largeHash, files?.smallHash].map((hash) => isStored(hash ?? '')))
    await ageFiles()
    await clean()
    expect(await stored()).toEqual([true, true])
    await trash(photo, 29)
    await clean()
    expect(await stored()).toEqual([true, true])
    await trash(photo, 31)
    expect(await clean()).toBe(2)
    expect(await stored()).toEqual([false, false])
    expect(await db.file.count({ where: { teamId: cast.team.id } })).toBe(0)
    await add(editor, id, unique, photo)
    expect(await stored()).toEqual([true, true])
  })

  test('stays while another picture, another team or an import has the same content', async () => {
    const { editor } = cast
    const { id } = await slot(editor)
    const shared = await paint('#654321')
    const [one, two] = [await add(editor, id, shared), await add(editor, id, shared)]
    const hash = (await getPhotoFiles(editor, one.id))?.largeHash ?? ''
    await ageFiles()
    await trash(one.id, 31)
    await clean()
    expect(await isStored(hash)).toBe(true)
    const other = await createTeam({ name: 'Another team' })
    const there = await createSession(other.team.id)
    const theirs = await createAnnotation(other.editor, there, { kind: 'photo', text: '' })
    await add(other.editor, theirs.id, shared)
    await trash(two.id, 31)
    await ageFiles()
    await clean()
    expect(await db.file.count({ where: { teamId: cast.team.id } })).toBe(0)
    expect(await isStored(hash)).toBe(true)
  })

  test('a fresh upload that is not attached yet is left alone', async () => {
    const bytes = Buffer.from(`fresh ${newId()}`)
    const part = { bytes, width: 1, height: 1 }
    const { large } = await storePhoto(cast.editor, { large: part, small: part })
    await clean()
    expect(await isStored(large)).toBe(true)
    await ageFiles()
    await clean()
    expect(await isStored(large)).toBe(false)
  })
})
