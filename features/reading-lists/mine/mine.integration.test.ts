import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { addLink, addSession, createList, removeEntry } from '../mutations'
import { getEntries, getList } from '../queries'
import type { MineInput } from '../schema'
import { saveMine } from './notes'
import { setProgress, setProgressOfEntries } from './progress'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const make = (title = 'To read') => createList(home.editor, { title, description: '' })
const add = (list: { id: string }, path: string) =>
  addLink(home.editor, {
    list: list.id,
    address: `https://example.org/${path}`,
    title: path,
    why: '',
  })

async function entryOf(member: Member, list: { id: string }, title: string) {
  const { entries } = await getEntries(member, list, 1)
  const found = entries.find((entry) => (entry.link ?? entry.session)?.title === title)
  if (!found) throw new Error(`${title} is not in the list`)
  return found
}

async function linkIn(list: { id: string }, path: string) {
  await add(list, path)
  const { link } = await entryOf(home.editor, list, path)
  return { type: 'link' as const, id: link?.id ?? '' }
}

const kept: Omit<MineInput, 'id' | 'type' | 'entry'> = {
  state: 'todo',
  position: '',
  later: '',
  day: '',
  favourite: false,
  note: '',
  revision: 0,
  back: '',
}

async function keep(member: Member, entryId: string, change: Partial<MineInput>) {
  const { linkId } = await db.entry.findFirstOrThrow({ where: { id: entryId } })
  const on = { type: 'link' as const, id: linkId ?? '', entry: entryId }
  return saveMine(member, { ...kept, ...on, ...change }, 'UTC')
}

describe('how far one is', () => {
  it('is the same in every list, and nobody else sees it', async () => {
    const [first, second] = [await make('First'), await make('Second')]
    const on = await linkIn(first, 'shared-paper')
    await add(second, 'shared-paper')
    await setProgress(
      home.viewer,
      { ...on, state: 'done', favourite: true, position: 'p 12' },
      'UTC',
    )
    const mine = { state: 'done', favourite: true, position: 'p 12', later: null }
    expect((await entryOf(home.viewer, second, 'shared-paper')).mine).toEqual(mine)
    expect((await getEntries(home.viewer, second, 1)).done).toBe(1)
    for (const member of [home.editor, home.owner, home.commenter]) {
      const entry = await entryOf(member, second, 'shared-paper')
      expect([entry.mine, entry.note]).toEqual([null, null])
      expect((await getEntries(member, second, 1)).done).toBe(0)
      expect(JSON.stringify(await getList(member, second.id))).not.toContain('p 12')
    }
  })

  it('is of what one sees only', async () => {
    const list = await make()
    const on = await linkIn(list, 'to-be-removed')
    const change = { ...on, state: 'done' as const }
    await expect(setProgress(other.owner, change, 'UTC')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const session = await createSession(home.team.id)
    await expect(
      setProgress(other.owner, { type: 'session', id: session.id, state: 'done' }, 'UTC'),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await db.progress.count({ where: { userId: other.owner.userId } })).toBe(0)
  })

  it('takes two windows at once: one row, and each change of its own kind', async () => {
    const list = await make()
    const on = await linkIn(list, 'two-windows')
    await Promise.all([
      setProgress(home.viewer, { ...on, state: 'doing' }, 'UTC'),
      setProgress(home.viewer, { ...on, favourite: true }, 'UTC'),
      setProgress(home.viewer, { ...on, position: 'page 3' }, 'UTC'),
      setProgress(home.viewer, { ...on, state: 'doing' }, 'UTC'),
    ])
    const { mine } = await entryOf(home.viewer, list, 'two-windows')
    expect(mine).toEqual({ state: 'doing', favourite: true, position: 'page 3', later: null })
    expect(await db.progress.count({ where: { linkId: on.id } })).toBe(1)
    const before = await db.progress.findFirstOrThrow({ where: { linkId: on.id } })
    await setProgress(home.viewer, { ...on, favourite: true }, 'UTC')
    const after = await db.progress.findFirstOrThrow({ where: { linkId: on.id } })
    expect(after.favouriteAt).toEqual(before.favouriteAt)
  })

  it('puts off until a day, and a state takes it back', async () => {
    const list = await make()
    const session = await createSession(home.team.id, { title: 'Later talk' })
    await addSession(home.editor, { session: session.id, list: list.id, title: '' })
    const on = { type: 'session' as const, id: session.id }
    await setProgress(home.viewer, { ...on, state: 'done' }, 'UTC')
    const { state, later } = await setProgress(home.viewer, { ...on, later: 'week' }, 'UTC')
    expect(state).toBe('todo')
    expect(later?.getTime()).toBeGreaterThan(Date.now())
    expect((await entryOf(home.viewer, list, 'Later talk')).mine?.later).toEqual(later)
    expect((await setProgress(home.viewer, { ...on, state: 'doing' }, 'UTC')).later).toBeNull()
    await expect(
      setProgress(home.viewer, { ...on, later: '2020-01-01' }, 'UTC'),
    ).rejects.toMatchObject({ fieldErrors: { later: 'mine.laterInvalid' } })
  })

  it('is set for many entries at once, those of others left out', async () => {
    const list = await make()
    const ids: string[] = []
    for (const path of ['many-a', 'many-b', 'many-c']) ids.push((await add(list, path)).entryId)
    await removeEntry(home.editor, ids[2] ?? '')
    const foreign = await createList(other.editor, { title: 'Theirs', description: '' })
    const theirs = await addLink(other.editor, {
      list: foreign.id,
      address: 'https://example.org/many-a',
      title: '',
      why: '',
    })
    const entries = [...ids, theirs.entryId]
    expect(await setProgressOfEntries(home.viewer, { entries, state: 'done' })).toBe(2)
    expect(await setProgressOfEntries(home.viewer, { entries, state: 'done' })).toBe(2)
    expect((await getEntries(home.viewer, list, 1)).done).toBe(2)
    expect(await db.progress.count({ where: { teamId: other.team.id } })).toBe(0)
  })

  it('leaves no event that anybody could read', async () => {
    const list = await make()
    const on = await linkIn(list, 'no-event')
    const count = () => db.event.count({ where: { teamId: home.team.id } })
    const before = await count()
    await setProgress(home.viewer, { ...on, state: 'done' }, 'UTC')
    const entry = await entryOf(home.viewer, list, 'no-event')
    await keep(home.viewer, entry.id, { note: 'a secret' })
    expect(await count()).toBe(before)
  })
})

describe('a note on an entry', () => {
  it('is its writer’s alone, whatever the role', async () => {
    const list = await make()
    const { entryId: id } = await add(list, 'noted')
    await keep(home.viewer, id, { note: 'My *secret*' })
    await keep(home.editor, id, { note: 'Another' })
    expect((await entryOf(home.viewer, list, 'noted')).note?.html).toContain('<em>secret</em>')
    expect(JSON.stringify(await getEntries(home.owner, list, 1))).not.toContain('secret')
    expect(JSON.stringify(await getEntries(home.editor, list, 1))).not.toContain('secret')
    await expect(keep(other.owner, id, { note: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('loses nothing to a second window', async () => {
    const list = await make()
    const { entryId: id } = await add(list, 'twice')
    const write = (note: string, revision: number) => keep(home.viewer, id, { note, revision })
    const now = async () => (await entryOf(home.viewer, list, 'twice')).note
    const both = await Promise.allSettled([write('one', 0), write('two', 0)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await now()).toMatchObject({ revision: 1 })
    await write('three', 1)
    await expect(write('four', 1)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await now()).toMatchObject({ source: 'three', revision: 2 })
    await write('', 2)
    expect(await now()).toBeNull()
    await write('again', 0)
    expect((await now())?.source).toBe('again')
  })

  it('keeps what is put off when only the words change', async () => {
    const list = await make()
    const { entryId: id } = await add(list, 'put-off')
    await keep(home.viewer, id, { later: 'tomorrow' })
    const { mine } = await entryOf(home.viewer, list, 'put-off')
    await keep(home.viewer, id, { later: 'keep', note: 'words' })
    expect((await entryOf(home.viewer, list, 'put-off')).mine?.later).toEqual(mine?.later)
    await keep(home.viewer, id, { state: 'done', later: 'keep', note: 'words', revision: 1 })
    expect((await entryOf(home.viewer, list, 'put-off')).mine).toMatchObject({
      state: 'done',
      later: null,
    })
  })
})

it('somebody who joins another team brings nothing along', async () => {
  const list = await make()
  const on = await linkIn(list, 'joins')
  await setProgress(home.viewer, { ...on, state: 'done' }, 'UTC')
  const twice = await createMember(other.team.id, 'viewer', {
    userId: home.viewer.userId,
  })
  const theirs = await createList(other.editor, { title: 'Theirs', description: '' })
  await addLink(other.editor, {
    list: theirs.id,
    address: 'https://example.org/joins',
    title: '',
    why: '',
  })
  expect((await getEntries(twice, theirs, 1)).done).toBe(0)
})
