import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { createReadingList, createSession, createTeam } from '@/prisma/factories'
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
} from './mutations'
import { listsCan } from './policy'
import {
  entriesPerPage,
  getEntries,
  getList,
  getLists,
  getListsForSession,
  getRemovedEntries,
  getTrashedLists,
} from './queries'
import { placeEntry } from './sections'

type Team = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const make = (title = 'To read') => createList(home.editor, { title, description: '' })
const add = (list: { id: string }, path: string, member: Member = home.editor) =>
  addLink(member, { list: list.id, address: `https://example.org/${path}`, title: path, why: '' })

async function filled(letters: string) {
  const list = await make()
  const byTitle: Record<string, string> = {}
  for (const letter of letters) byTitle[letter] = (await add(list, letter)).entryId
  return { list, of: (letter: string) => byTitle[letter] ?? '' }
}

async function titles(list: { id: string }, member: Member = home.viewer, page = 1) {
  const { entries } = await getEntries(member, list, page)
  return entries.map(({ link, session }) => link?.title ?? session?.title)
}

describe('rights', () => {
  it('agree with the policy for every role and every change', async () => {
    for (const role of roles) {
      const member = home[role]
      const can = listsCan(member)
      const { list, of } = await filled('abc')
      const session = await createSession(home.team.id)
      const { revision } = (await getList(member, list.id)) ?? { revision: 0 }
      const change = { id: list.id, revision, title: 'New', description: '' }
      const attempts: [boolean, () => Promise<unknown>][] = [
        [can.create, () => createList(member, { title: 'Mine', description: '' })],
        [can.edit, () => updateList(member, change)],
        [can.add, () => add(list, `by-${role}`, member)],
        [can.add, () => addSession(member, { session: session.id, list: list.id, title: '' })],
        [can.arrange, () => placeEntry(member, { id: of('a'), after: of('b') })],
        [can.edit, () => updateEntry(member, { id: of('a'), revision: 1, why: 'x', page: '' })],
        [can.edit, () => removeEntry(member, of('c'))],
        [can.edit, () => restoreEntry(member, of('c'))],
        [can.delete, () => trashList(member, list.id)],
      ]
      for (const [allowed, attempt] of attempts) {
        if (allowed) await attempt()
        else await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
      if (can.delete) await restoreList(member, list.id)
      expect((await getList(member, list.id))?.can).toMatchObject(can)
    }
  })

  it('show nothing of another team, nor let it change anything', async () => {
    const { list, of } = await filled('a')
    const stranger = other.owner
    expect(await getList(stranger, list.id)).toBeNull()
    expect((await getEntries(stranger, list, 1)).entries).toEqual([])
    expect(await getLists(stranger)).toEqual([])
    for (const attempt of [
      () => updateList(stranger, { id: list.id, revision: 1, title: 'x', description: '' }),
      () => trashList(stranger, list.id),
      () => add(list, 'theirs', stranger),
      () => placeEntry(stranger, { id: of('a'), before: of('a') }),
      () => removeEntry(stranger, of('a')),
      () => updateEntry(stranger, { id: of('a'), revision: 1, why: 'x', page: '' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const theirs = await createSession(other.team.id)
    const adding = addSession(home.editor, { session: theirs.id, list: list.id, title: '' })
    await expect(adding).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await titles(list)).toEqual(['a'])
  })

  it('hide trashed lists from readers and show them to those who may restore', async () => {
    const list = await make('Old')
    await trashList(home.owner, list.id)
    for (const role of roles) {
      const member = home[role]
      expect(await getList(member, list.id)).toBeNull()
      expect((await getLists(member)).map(({ id }) => id)).not.toContain(list.id)
      const trashed = (await getTrashedLists(member)).map(({ id }) => id)
      expect(trashed.includes(list.id)).toBe(listsCan(member).edit)
    }
    await expect(add(list, 'late')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('entries', () => {
  it('stand once in a list, however often they are added', async () => {
    const list = await make()
    const first = await add(list, 'once')
    const again = await add(list, 'once?utm_source=mail#part')
    expect(again).toEqual({ ...first, added: false })
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(list, 'race')))
    expect(answers.filter(({ added }) => added)).toHaveLength(1)
    expect(new Set(answers.map(({ entryId }) => entryId)).size).toBe(1)
    expect(await titles(list)).toEqual(['once', 'race'])
  })

  it('come back to their place with undo, and when they are added again', async () => {
    const { list, of } = await filled('abc')
    await removeEntry(home.editor, of('b'))
    expect(await titles(list)).toEqual(['a', 'c'])
    expect((await getRemovedEntries(home.editor, list)).map(({ id }) => id)).toEqual([of('b')])
    expect(await getRemovedEntries(home.viewer, list)).toEqual([])
    await restoreEntry(home.editor, of('b'))
    await restoreEntry(home.editor, of('b'))
    expect(await titles(list)).toEqual(['a', 'b', 'c'])
    await removeEntry(home.editor, of('b'))
    expect(await add(list, 'b')).toMatchObject({ listId: list.id, entryId: of('b'), added: true })
    expect(await titles(list)).toEqual(['a', 'b', 'c'])
  })

  it('name sessions, and leave out those in the trash', async () => {
    const session = await createSession(home.team.id, { title: 'Talk' })
    const list = await make()
    await addSession(home.editor, { session: session.id, list: list.id, title: '' })
    expect(await titles(list)).toEqual(['Talk'])
    const found = await getListsForSession(home.viewer, session.id)
    expect(found.filter(({ contains }) => contains).map(({ id }) => id)).toEqual([list.id])
    expect(found.length).toBeGreaterThan(1)
    const key = { teamId_id: { teamId: home.team.id, id: session.id } }
    await db.session.update({ where: key, data: { deletedAt: new Date() } })
    expect(await titles(list)).toEqual([])
    expect((await getList(home.viewer, list.id))?.entryCount).toBe(0)
  })

  it('start a new list with a session', async () => {
    const session = await createSession(home.team.id)
    const { listId } = await addSession(home.editor, { session: session.id, title: 'Fresh' })
    expect((await getList(home.viewer, listId))?.title).toBe('Fresh')
  })

  it('keep the place in a video', async () => {
    const list = await make()
    const address = 'https://youtu.be/abcdefg?t=90'
    await addLink(home.editor, { list: list.id, address, title: '', why: 'The *demo*' })
    const { entries } = await getEntries(home.viewer, list, 1)
    expect(entries[0]?.link?.url).toBe(address)
    expect(entries[0]?.whyHtml).toBe('<p>The <em>demo</em></p>')
  })

  it('are served fifty at a time, each once', async () => {
    const total = entriesPerPage + 3
    const list = await createReadingList(home.editor, { count: total })
    const [first, second] = [await titles(list), await titles(list, home.viewer, 2)]
    expect(first).toHaveLength(entriesPerPage)
    expect(new Set([...first, ...second]).size).toBe(total)
    const page = await getEntries(home.viewer, list, 2)
    expect(page.before).toBe((await getEntries(home.viewer, list, 1)).entries.at(-1)?.id)
  })
})

describe('edits', () => {
  it('tell that they are stale and change nothing', async () => {
    const { list, of } = await filled('a')
    await updateList(home.owner, { id: list.id, revision: 1, title: 'First', description: 'one' })
    const stale = { id: list.id, revision: 1, title: 'Second', description: 'two' }
    await expect(updateList(home.editor, stale)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await getList(home.viewer, list.id))?.title).toBe('First')

    await updateEntry(home.owner, { id: of('a'), revision: 1, why: 'first', page: '' })
    const link = (await getEntries(home.viewer, list, 1)).entries[0]?.link
    const edit = { id: of('a'), revision: 1, why: 'second', page: '' }
    const both = { ...edit, linkRevision: link?.revision ?? 0, title: 'T', type: 'paper' as const }
    await expect(updateEntry(home.editor, both)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await getEntries(home.viewer, list, 1)).entries[0]).toMatchObject({
      whySource: 'first',
      link: { title: 'a' },
    })
  })

  it('are told in the log', async () => {
    const { list, of } = await filled('ab')
    await placeEntry(home.editor, { id: of('a'), after: of('b') })
    await placeEntry(home.editor, { id: of('a'), after: of('b') })
    await removeEntry(home.editor, of('a'))
    const events = await db.event.findMany({
      where: { teamId: home.team.id, placeId: list.id },
      orderBy: { seq: 'asc' },
    })
    expect(events.map(({ verb, subjectType }) => `${subjectType} ${verb}`)).toEqual([
      'list created',
      'entry created',
      'entry created',
      'entry moved',
      'entry deleted',
    ])
  })
})

describe('order', () => {
  it('follows the neighbours that the mover saw', async () => {
    const { list, of } = await filled('abcd')
    await placeEntry(home.editor, { id: of('d'), after: of('a'), before: of('b') })
    expect((await titles(list)).join('')).toBe('adbc')
    await removeEntry(home.editor, of('a'))
    await placeEntry(home.editor, { id: of('c'), after: of('a'), before: of('d') })
    expect((await titles(list)).join('')).toBe('cdb')
    const lost = placeEntry(home.editor, { id: of('c'), after: of('a') })
    await expect(lost).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('loses and doubles nothing when several people arrange, add and remove at once', async () => {
    const { list, of } = await filled('abcdefgh')
    const letters = [...'abcdefgh']
    let seed = 7
    const draw = (count: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % count
    }
    const writers = [home.editor, home.owner, home.editor, home.owner].map(async (member, n) => {
      for (let turn = 0; turn < 12; turn++) {
        const [id, after] = [of(letters[draw(8)] ?? ''), of(letters[draw(8)] ?? '')]
        if (turn === 6) await add(list, `new-${n}`, member)
        else if (turn % 5 === 4) {
          await removeEntry(member, id).catch(onlyGone)
          await restoreEntry(member, id)
        } else await placeEntry(member, { id, after }).catch(onlyGone)
      }
    })
    await Promise.all(writers)
    const expected = [...letters, 'new-0', 'new-1', 'new-2', 'new-3']
    expect((await titles(list)).sort()).toEqual(expected.sort())
    const rows = await db.entry.findMany({ where: { readingListId: list.id, deletedAt: null } })
    expect(new Set(rows.map(({ orderKey }) => orderKey)).size).toBe(expected.length)
  })
})

// What was taken out by another, or its neighbour, is not there to be moved
function onlyGone(error: unknown) {
  expect(error).toMatchObject({ code: expect.stringMatching(/^(NOT_FOUND|CONFLICT)$/) })
}
