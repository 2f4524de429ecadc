import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { createTeam } from '@/prisma/factories'
import { addMany, copyList } from './adding'
import {
  entriesToList,
  entriesToSection,
  entriesToType,
  removeEntries,
  restoreEntries,
} from './bulk'
import { addLink, createList, removeEntry } from './mutations'
import { getEntries, getList, getRemovedSections } from './queries'
import { getSectionRecord } from './records'
import { putPlaceInput, putSectionInput } from './schema'
import {
  addSection,
  placeEntry,
  placeSection,
  renameSection,
  restoreSection,
  trashSection,
} from './sections'
import { putSection } from './sending'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const make = (title = 'To read') => createList(home.editor, { title, description: '' })
const address = (path: string) => `https://example.org/${path}`

/** Lists are written `ab|X:cd|Y:`: entries before the first section, then each with its own. */
async function listOf(text: string) {
  const list = await make()
  const entry: Record<string, string> = {}
  const section: Record<string, string> = {}
  for (const part of text.split('|')) {
    const [, name, letters = ''] = /^(?:(\w+):)?(\w*)$/.exec(part) ?? []
    if (name) section[name] = await addSection(home.editor, { list: list.id, title: name })
    for (const letter of letters) {
      const added = await addLink(home.editor, {
        ...{ list: list.id, address: address(letter), title: letter, why: `why ${letter}` },
        section: name ? section[name] : undefined,
      })
      entry[letter] = added.entryId
    }
  }
  const of = (letter: string) => entry[letter] ?? ''
  return { list, of, in: (name: string) => section[name] ?? '' }
}

async function written(list: { id: string }, member: Member = home.viewer) {
  const [found, { entries }] = await Promise.all([
    getList(member, list.id),
    getEntries(member, list, 1),
  ])
  const letters = (id: string | null) =>
    entries.flatMap((entry) => (entry.sectionId === id ? (entry.link?.title ?? []) : [])).join('')
  // What the page shows is one sequence
  const inOrder = entries.map(({ link }) => link?.title).join('')
  const parts = (found?.sections ?? []).map(({ id, title }) => `${title}:${letters(id)}`)
  const text = [letters(null), ...parts].join('|')
  expect(text.replace(/\w+:|\|/g, '')).toBe(inOrder)
  return text
}

describe('sections', () => {
  it('hold entries, and are counted, renamed and ordered', async () => {
    const { list, in: at } = await listOf('ab|X:cd|Y:e|Z:')
    expect(await written(list)).toBe('ab|X:cd|Y:e|Z:')
    await placeSection(home.editor, { id: at('Z'), before: at('X') })
    await placeSection(home.editor, { id: at('X'), after: at('Y') })
    await placeSection(home.editor, { id: at('X'), after: at('Y') })
    expect(await written(list)).toBe('ab|Z:|Y:e|X:cd')
    await renameSection(home.editor, { id: at('X'), revision: 1, title: 'W', page: '' })
    expect((await getList(home.viewer, list.id))?.sections.map(({ count }) => count)).toEqual([
      0, 1, 2,
    ])
    const stale = renameSection(home.editor, { id: at('X'), revision: 1, title: 'V', page: '' })
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('leave their entries to the one before when deleted, and take them back', async () => {
    const { list, of, in: at } = await listOf('a|X:bc|Y:de|Z:f')
    await removeEntry(home.editor, of('e'))
    await trashSection(home.editor, at('Y'))
    expect(await written(list)).toBe('a|X:bcd|Z:f')
    await restoreEntries(home.editor, [of('e')])
    expect(await written(list)).toBe('a|X:bcde|Z:f')
    await trashSection(home.editor, at('X'))
    expect(await written(list)).toBe('abcde|Z:f')
    await placeEntry(home.editor, { id: of('b'), section: at('Z') })
    expect(await getRemovedSections(home.editor, list)).toMatchObject([
      { title: 'X', count: 3 },
      { title: 'Y', count: 0 },
    ])
    await restoreSection(home.editor, at('X'))
    expect(await written(list)).toBe('a|X:cde|Z:fb')
    await restoreSection(home.editor, at('X'))
    await restoreSection(home.editor, at('Y'))
    expect(await written(list)).toBe('a|X:cde|Y:|Z:fb')
  })

  it('are crossed by entries, by whichever neighbour is still there', async () => {
    const { list, of, in: at } = await listOf('ab|X:cd|Y:')
    await placeEntry(home.editor, {
      id: of('a'),
      section: at('X'),
      after: of('c'),
      before: of('d'),
    })
    expect(await written(list)).toBe('b|X:cad|Y:')
    await placeEntry(home.editor, { id: of('d'), section: '', before: of('b') })
    await placeEntry(home.editor, { id: of('d'), section: '', before: of('b') })
    expect(await written(list)).toBe('db|X:ca|Y:')
    await placeEntry(home.editor, { id: of('c'), section: at('Y') })
    await placeEntry(home.editor, { id: of('a'), section: at('Y'), before: of('b') })
    expect(await written(list)).toBe('db|X:|Y:ac')
    await trashSection(home.editor, at('Y'))
    await placeEntry(home.editor, { id: of('b'), section: at('Y'), after: of('a') })
    expect(await written(list)).toBe('d|X:abc')
    const nowhere = placeEntry(home.editor, { id: of('b'), section: at('Y') })
    await expect(nowhere).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('are made, named anew and taken away by a program, once however often it asks', async () => {
    const { list, of } = await listOf('ab')
    const another = await make()
    const [id, section] = [list.id, newId()]
    const put = (given: object, who = home.editor) =>
      putSection(who, putSectionInput.parse({ id, section, title: 'X', ...given }))
    await Promise.all([put({}), put({})])
    expect(await getSectionRecord(home.viewer, id, section)).toMatchObject({ title: 'X', list: id })
    expect(await getSectionRecord(home.viewer, another.id, section)).toBeNull()
    expect(await getSectionRecord(other.owner, id, section)).toBeNull()
    await expect(put({ title: 'Y' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(put({ id: another.id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(put({}, home.commenter)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(put({}, other.owner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(put({ id: another.id, revision: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await put({ title: 'Z', revision: 1 })
    const place = { id, entry: of('b'), section }
    const { list: _, ...moved } = putPlaceInput.parse(place)
    for (const again of [placeEntry, placeEntry]) await again(home.editor, moved)
    expect(await written(list)).toBe('a|Z:b')
    const { list: __, ...back } = putPlaceInput.parse({ ...place, section: null, before: of('a') })
    await placeEntry(home.editor, back)
    expect(await written(list)).toBe('ba|Z:')
    const missing = { code: 'NOT_FOUND' }
    await expect(trashSection(home.editor, section, another.id)).rejects.toMatchObject(missing)
    for (const again of [trashSection, trashSection]) await again(home.editor, section, id)
    await expect(trashSection(home.commenter, section)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await written(list)).toBe('ba')
  })

  it('are nobody else’s, and of one list each', async () => {
    const { list, of, in: at } = await listOf('a|X:b')
    const another = await listOf('c|Y:')
    for (const stranger of [other.owner, home.viewer, home.commenter]) {
      const code = stranger === other.owner ? 'NOT_FOUND' : 'FORBIDDEN'
      for (const attempt of [
        () => addSection(stranger, { list: list.id, title: 'mine' }),
        () => renameSection(stranger, { id: at('X'), revision: 1, title: 'mine', page: '' }),
        () => placeSection(stranger, { id: at('X'), after: at('X') }),
        () => trashSection(stranger, at('X')),
        () => restoreSection(stranger, at('X')),
        () => placeEntry(stranger, { id: of('a'), section: at('X') }),
        () => entriesToSection(stranger, { entries: [of('a')], section: at('X') }),
        () => entriesToList(stranger, { entries: [of('a')], list: another.list.id, copy: true }),
        () => entriesToType(stranger, { entries: [of('a')], type: 'paper' }),
        () => removeEntries(stranger, [of('a')]),
        () => addMany(stranger, { list: list.id, links: [] }),
      ])
        await expect(attempt()).rejects.toMatchObject({ code })
    }
    await expect(copyList(other.owner, { id: list.id, title: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const elsewhere = entriesToSection(home.editor, {
      entries: [of('a')],
      section: another.in('Y'),
    })
    await expect(elsewhere).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const raw = db.entry.updateMany({
      where: { id: of('a') },
      data: { sectionId: another.in('Y') },
    })
    await expect(raw).rejects.toThrow(/foreign key/i)
    expect(await written(list)).toBe('a|X:b')
  })
})

describe('many at once', () => {
  it('go into a section in the order given, and say what was there already', async () => {
    const { list, of, in: at } = await listOf('abc|X:d')
    const ids = [of('c'), of('a'), of('d')]
    const told = await entriesToSection(home.editor, { entries: ids, section: at('X') })
    expect(told).toEqual({ done: 2, there: 1, gone: 0 })
    expect(await written(list)).toBe('b|X:dca')
  })

  it('are taken out and put back together, where they stood', async () => {
    const { list, of } = await listOf('abcd|X:ef')
    const ids = ['b', 'c', 'f'].map(of)
    expect(await removeEntries(home.editor, ids)).toEqual(ids)
    expect(await written(list)).toBe('ad|X:e')
    await restoreEntries(home.editor, ids)
    await restoreEntries(home.editor, ids)
    expect(await written(list)).toBe('abcd|X:ef')
  })

  it('move to another list with what was said of them, and are copied without', async () => {
    const from = await listOf('abc')
    const to = await listOf('b|Y:z')
    const thread = await db.thread.create({
      data: { teamId: home.team.id, id: crypto.randomUUID(), entryId: from.of('a') },
    })
    const moved = await entriesToList(home.editor, {
      ...{ entries: ['a', 'b'].map(from.of), list: to.list.id, copy: false },
    })
    expect(moved).toMatchObject({ done: 1, there: 1, gone: 0, to: { title: 'To read' } })
    expect(await written(from.list)).toBe('bc')
    expect(await written(to.list)).toBe('ba|Y:z')
    const { entries } = await getEntries(home.viewer, to.list, 1)
    expect(entries.find(({ link }) => link?.title === 'a')?.id).toBe(from.of('a'))
    expect((await db.thread.findFirstOrThrow({ where: { id: thread.id } })).entryId).toBe(
      from.of('a'),
    )
    const copied = await entriesToList(home.editor, {
      ...{
        entries: [from.of('c'), from.of('b'), crypto.randomUUID()],
        list: to.list.id,
        copy: true,
      },
    })
    expect(copied).toMatchObject({ done: 1, there: 1, gone: 1 })
    expect(await written(to.list)).toBe('bac|Y:z')
  })

  it('get one type', async () => {
    const { list, of } = await listOf('pq')
    const told = await entriesToType(home.editor, { entries: ['p', 'q'].map(of), type: 'paper' })
    expect(told).toMatchObject({ done: 2 })
    const { entries } = await getEntries(home.viewer, list, 1)
    expect(entries.map(({ link }) => link?.type)).toEqual(['paper', 'paper'])
  })

  it('come with their sections, each link once', async () => {
    const { list } = await listOf('a|X:b')
    const links = [
      { address: address('a'), title: 'a', why: '', section: 'X' },
      { address: address('c'), title: 'c', why: 'so', section: 'x' },
      { address: address('d'), title: 'd', why: '', section: 'New' },
      { address: address('c#again'), title: 'c', why: '', section: 'New' },
    ]
    expect(await addMany(home.editor, { list: list.id, links })).toMatchObject({
      added: 2,
      there: 1,
    })
    expect(await written(list)).toBe('a|X:bc|New:d')
  })

  it('become a list of one’s own that says where it comes from', async () => {
    const { list } = await listOf('ab|X:c|Y:')
    const copy = await copyList(home.editor, { id: list.id, title: 'Mine' })
    expect(await written(copy)).toBe('ab|X:c|Y:')
    const { entries } = await getEntries(home.viewer, copy, 1)
    expect(entries.map(({ whySource }) => whySource)).toEqual(['why a', 'why b', 'why c'])
    expect((await getList(home.viewer, copy.id))?.copiedFrom).toMatchObject({ id: list.id })
  })
})

type Step = { who: number; does: string; what: number; where: number }
const step = fc.record({
  who: fc.nat(2),
  does: fc.constantFrom(
    'place',
    'place',
    'cross',
    'add',
    'remove',
    'restore',
    'section',
    'drop',
    'bulk',
    'turn',
  ),
  what: fc.nat(),
  where: fc.nat(),
})

describe('three writers at once', () => {
  it('lose and double nothing, and see the same order in the end', async () => {
    const writers = [home.editor, home.owner, home.editor]
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const { list } = await listOf('abcd|X:efg|Y:h')
        let added = 0
        const run = async (writer: Member, { does, what, where }: Step) => {
          const all = { teamId: home.team.id, readingListId: list.id }
          const [entries, sections] = await Promise.all([
            db.entry.findMany({ where: all, select: { id: true } }),
            db.section.findMany({ where: all, select: { id: true } }),
          ])
          const entry = entries[what % entries.length]?.id ?? ''
          const neighbour = entries[where % entries.length]?.id ?? ''
          const section = sections[where % sections.length]?.id ?? ''
          if (does === 'place') return placeEntry(writer, { id: entry, after: neighbour })
          if (does === 'cross') return placeEntry(writer, { id: entry, section, before: neighbour })
          if (does === 'remove') return removeEntries(writer, [entry, neighbour])
          if (does === 'restore') return restoreEntries(writer, [entry, neighbour])
          if (does === 'section') return trashSection(writer, section)
          if (does === 'drop') return restoreSection(writer, section)
          if (does === 'bulk')
            return entriesToSection(writer, { entries: [neighbour, entry], section })
          if (does === 'turn') {
            const beside = sections[what % sections.length]?.id ?? ''
            return placeSection(writer, { id: section, after: beside })
          }
          const path = `new-${added++}`
          return addLink(writer, {
            ...{ list: list.id, address: address(path), title: path, why: '' },
            section,
          })
        }
        const mine = (who: number) => steps.filter((one) => one.who === who)
        await Promise.all(
          writers.map(async (writer, who) => {
            // What is gone by then is refused in words, and nothing else is
            for (const one of mine(who)) {
              await run(writer, one).catch((error: unknown) => {
                if (!(error instanceof AppError)) throw error
              })
            }
          }),
        )
        const rows = await db.entry.findMany({
          where: { teamId: home.team.id, readingListId: list.id },
          select: {
            id: true,
            linkId: true,
            deletedAt: true,
            orderKey: true,
            sectionId: true,
            section: { select: { deletedAt: true } },
          },
        })
        expect(rows).toHaveLength(8 + added)
        expect(new Set(rows.map(({ linkId }) => linkId)).size).toBe(rows.length)
        const alive = rows.filter(({ deletedAt }) => !deletedAt)
        const places = alive.map(({ sectionId, orderKey }) => `${sectionId} ${orderKey}`)
        expect(new Set(places).size).toBe(places.length)
        expect(rows.every(({ orderKey }) => orderKey.length <= 64)).toBe(true)
        expect(rows.every(({ section }) => !section?.deletedAt)).toBe(true)
        const seen = await Promise.all(writers.map((writer) => getEntries(writer, list, 1)))
        const orders = seen.map(({ entries }) => entries.map(({ id }) => id).join())
        expect(new Set(orders).size).toBe(1)
        expect(seen[0]?.entries).toHaveLength(alive.length)
      }),
      { numRuns: 15, endOnFailure: true },
    )
  }, 120_000)
})
