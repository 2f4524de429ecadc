import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { setProgress } from '../mine/progress'
import { addLink, addSession, createList, trashList } from '../mutations'
import { gatheringOf, readingInput } from './filter'
import { getGathered } from './queue'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  other = await createTeam()
})
beforeEach(async () => {
  home = await createTeam()
})

const make = (title: string) => createList(home.editor, { title, description: '' })
const add = (list: { id: string }, path: string, why = '') => {
  const address = `https://example.org/${path}`
  return addLink(home.editor, { list: list.id, address, title: path, why })
}
const queue = (member: Member, query: Record<string, string> = {}) => {
  const view = readingInput.parse(query)
  return getGathered(member, gatheringOf(view), view.page)
}
const titles = async (member: Member, query: Record<string, string> = {}) =>
  (await queue(member, query)).items.map(({ link, session }) => (link ?? session)?.title)

async function idOf(title: string) {
  const { items } = await queue(home.owner, { state: 'all' })
  const found = items.find(({ link, session }) => (link ?? session)?.title === title)
  return { type: 'link' as const, id: found?.link?.id ?? '' }
}

describe('the queue of one’s own reading', () => {
  it('holds each link and session once, with the lists it stands in and why', async () => {
    const [first, second] = [await make('A first'), await make('B second')]
    await add(first, 'paper', 'For the *method*')
    await add(second, 'paper')
    const session = await createSession(home.team.id, { title: 'A talk' })
    await addSession(home.editor, { session: session.id, list: second.id, title: '' })
    const { items, total } = await queue(home.viewer)
    expect([total, items.length]).toEqual([2, 2])
    const paper = items.find(({ link }) => link)
    expect(paper?.lists.map(({ title, why }) => [title, why])).toEqual([
      ['A first', 'For the method'],
      ['B second', ''],
    ])
    await trashList(home.editor, second.id)
    expect(await titles(home.viewer)).toEqual(['paper'])
    expect((await queue(home.viewer)).items[0]?.lists).toHaveLength(1)
    expect(await titles(other.owner)).toEqual([])
  })

  it('puts first what one has begun, and leaves out what is done or put off', async () => {
    const list = await make('List')
    for (const path of ['one', 'two', 'three', 'four', 'five']) await add(list, path)
    await setProgress(home.viewer, { ...(await idOf('two')), state: 'doing' }, 'UTC')
    await setProgress(home.viewer, { ...(await idOf('three')), state: 'done' }, 'UTC')
    await setProgress(home.viewer, { ...(await idOf('four')), later: 'week' }, 'UTC')
    await setProgress(home.viewer, { ...(await idOf('one')), favourite: true }, 'UTC')
    expect(await titles(home.viewer)).toEqual(['two', 'five', 'one'])
    expect(await titles(home.viewer, { state: 'doing' })).toEqual(['two'])
    expect(await titles(home.viewer, { state: 'done' })).toEqual(['three'])
    expect(await titles(home.viewer, { show: 'later' })).toEqual(['four'])
    expect(await titles(home.viewer, { show: 'favourites' })).toEqual(['one'])
    expect(await titles(home.viewer, { type: 'session' })).toEqual([])
    // Nothing of it is anybody else's
    expect(await titles(home.editor)).toEqual(['five', 'four', 'three', 'two', 'one'])
    expect(await titles(home.editor, { show: 'favourites' })).toEqual([])
  })

  it('is of one list where that is asked for, and in the order of lists', async () => {
    const [a, b] = [await make('A'), await make('B')]
    await add(b, 'in-b')
    await add(a, 'in-a')
    await add(b, 'in-b-too')
    expect(await titles(home.viewer, { order: 'list' })).toEqual(['in-a', 'in-b-too', 'in-b'])
    expect(await titles(home.viewer, { list: shortId(b.id) })).toEqual(['in-b-too', 'in-b'])
    const theirs = await createList(other.editor, { title: 'Theirs', description: '' })
    expect(await titles(home.viewer, { list: shortId(theirs.id) })).toEqual([])
  })

  it('comes in pages that show each once', async () => {
    const list = await make('Long')
    for (let index = 0; index < 120; index++) await add(list, `entry-${index}`)
    const pages = ['1', '2', '3'].map((page) => titles(home.viewer, { page }))
    const all = (await Promise.all(pages)).flat()
    expect(all).toHaveLength(120)
    expect(new Set(all).size).toBe(120)
    expect((await queue(home.viewer)).total).toBe(120)
  })

  it('sorts by conference, topic and who brought it for whoever may see that', async () => {
    const conference = await createConference(home.team.id)
    const session = await createSession(home.team.id, {
      conferenceId: conference.id,
      title: 'There',
    })
    const list = await make('List')
    await addSession(home.editor, { session: session.id, list: list.id, title: '' })
    await add(list, 'elsewhere')
    const asked = gatheringOf(readingInput.parse({}))
    const found = async (more: object) =>
      (await getGathered(home.viewer, { ...asked, ...more }, 1)).items.map(
        ({ link, session }) => (link ?? session)?.title,
      )
    expect(await found({ conference: conference.id })).toEqual(['There'])
    expect(await found({ by: home.editor.userId })).toHaveLength(2)
    expect(await found({ by: home.owner.userId })).toEqual([])
  })
})
