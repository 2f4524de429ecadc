import { beforeAll, describe, expect, it, vi } from 'vitest'

vi.hoisted(() => {
  process.env.FETCH_LINKS = 'on'
})

import { testWeb } from '@/bin/support/test-web'
import { addLink, createList } from '@/features/reading-lists/mutations'
import { getEntries } from '@/features/reading-lists/queries'
import { systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import type { Way } from '@/lib/outbound'
import { createTeam } from '@/prisma/factories'
import type { Prisma } from '@/prisma/generated/client'
import { checkDueLinks, checkLink, checkLinkNow, followMove, setArchive } from './checking'
import { archiveInput } from './schema'

let home: Awaited<ReturnType<typeof createTeam>>
let other: Awaited<ReturnType<typeof createTeam>>
let list: string
const { pages, asked, way, at } = testWeb(1_000)
const here: Way = {
  ...way,
  resolve: async (name) => (name === 'gone.example' ? [] : ['127.0.0.1']),
}

beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
  list = (await createList(home.editor, { title: 'List', description: '' })).id
})

const system = systemFor('test')

let count = 0
async function linkTo(status: number, { host = 'site.example', to = '' } = {}) {
  const path = `/checked-${++count}`
  answer(path, status, to)
  const address = at(path, host)
  await addLink(home.editor, { list, why: '', address, title: 'Title' })
  const { id } = await db.link.findFirstOrThrow({ where: { teamId: home.team.id, url: address } })
  return { id, path, address }
}
const answer = (path: string, status: number, location = '') =>
  pages.set(path, (_, response) => response.writeHead(status, location ? { location } : {}).end())

const keyOf = (id: string) => ({ teamId_id: { teamId: home.team.id, id } })
const rowOf = ({ id }: { id: string }) => db.link.findUniqueOrThrow({ where: keyOf(id) })
const change = ({ id }: { id: string }, data: Prisma.LinkUncheckedUpdateInput) =>
  db.link.update({ where: keyOf(id), data })
const check = ({ id }: { id: string }) => checkLink({ ...system, teamId: home.team.id }, id, here)
const past = (days: number) => new Date(Date.now() - days * 86_400_000)
const eventsOf = ({ id }: { id: string }) =>
  db.event.count({ where: { teamId: home.team.id, subjectId: id, actorId: null } })

describe('a look at a link', () => {
  it('finds the dead over days, and the living at once', async () => {
    const link = await linkTo(404)
    await check(link)
    await check(link)
    expect(await rowOf(link)).toMatchObject({ goneCount: 2, deadAt: null })
    await change(link, { goneSince: past(4) })
    await check(link)
    expect(await rowOf(link)).toMatchObject({
      goneCount: 3,
      deadAt: expect.any(Date),
      checkedAt: expect.any(Date),
      revision: 1,
    })
    const { entries } = await getEntries(home.viewer, { id: list }, 1)
    const dead = entries.filter((entry) => entry.link?.deadAt).map((entry) => entry.link?.id)
    expect(dead).toEqual([link.id])
    answer(link.path, 200)
    await check(link)
    expect(await rowOf(link)).toMatchObject({ goneCount: 0, goneSince: null, deadAt: null })
    // Doubt, death and life are news; the second look was not
    expect(await eventsOf(link)).toBe(3)
  })

  it('takes a host that is not there for gone, a closed door for nothing', async () => {
    const gone = await linkTo(200, { host: 'gone.example' })
    await check(gone)
    expect((await rowOf(gone)).goneCount).toBe(1)
    for (const status of [403, 429, 500, 503]) {
      const closed = await linkTo(status)
      await check(closed)
      expect(await rowOf(closed)).toMatchObject({ goneCount: 0, checkedAt: expect.any(Date) })
    }
  })

  it('offers where it has moved for good, and changes nothing by itself', async () => {
    const end = await linkTo(200)
    const link = await linkTo(301, { to: end.path })
    await check(link)
    expect(await rowOf(link)).toMatchObject({ url: link.address, movedTo: end.address })
    answer(link.path, 302, end.path)
    await check(link)
    expect((await rowOf(link)).movedTo).toBeNull()
  })

  it('leaves a link whose address has changed meanwhile', async () => {
    const link = await linkTo(200)
    pages.set(link.path, async (_, response) => {
      await change(link, { url: 'https://example.org/other' })
      response.writeHead(404).end()
    })
    await check(link)
    expect(await rowOf(link)).toMatchObject({ goneCount: 0, checkedAt: null })
  })
})

describe('the check in the background', () => {
  it('takes those whose time has come, once, and few of one site', async () => {
    await db.link.updateMany({ data: { checkAt: new Date(Date.now() + 86_400_000) } })
    const [due, later, trashed, old, young] = [
      await linkTo(200),
      await linkTo(200),
      await linkTo(200),
      await linkTo(200),
      await linkTo(200),
    ]
    await change(due, { checkAt: past(1) })
    await change(later, { checkAt: past(-1) })
    await change(trashed, { checkAt: past(1), deletedAt: new Date() })
    await change(old, { createdAt: past(15) })
    await change(young, { createdAt: past(13) })
    expect(await checkDueLinks(system, here)).toBe(2)
    const paths = asked.map(({ url }) => url)
    expect(paths.sort()).toEqual([due, old].map(({ path }) => path).sort())
    expect(await checkDueLinks(system, here)).toBe(0)

    for (let n = 0; n < 7; n += 1) {
      await change(await linkTo(200, { host: 'many.example' }), { checkAt: past(1) })
    }
    expect(await checkDueLinks(system, here)).toBe(5)
    expect(await checkDueLinks(system, here)).toBe(2)
  })
})

describe('what people do', () => {
  it('is for those who may edit links they see', async () => {
    const end = at(`/new-${count}`)
    const link = await linkTo(200)
    await change(link, { movedTo: end })
    const archive = 'https://web.archive.org/web/2026/x'
    const acts = [
      (who: typeof home.owner) => checkLinkNow(who, link.id),
      (who: typeof home.owner) => setArchive(who, { id: link.id, archive }),
      (who: typeof home.owner) => followMove(who, { id: link.id, to: end }),
    ]
    for (const act of acts) {
      await expect(act(home.viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(act(home.commenter)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(act(other.owner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await act(home.editor)
    }
    expect(await rowOf(link)).toMatchObject({
      ...{ url: end, movedTo: null, archiveUrl: archive, fetchState: 'waiting', revision: 2 },
    })
  })

  it('follows to no address but the one offered, and to none that the team has', async () => {
    const [link, known] = [await linkTo(200), await linkTo(200)]
    await change(link, { movedTo: known.address })
    const follow = (to: string) => followMove(home.editor, { id: link.id, to })
    await expect(follow('https://example.org/')).rejects.toMatchObject({
      messageKey: 'errors.conflict',
    })
    await expect(follow(known.address)).rejects.toMatchObject({
      messageKey: 'links.kept.known',
    })
    expect((await rowOf(link)).url).toBe(link.address)
  })

  it('takes no archive but an address of the web', () => {
    const id = '0199f0c0-0000-7000-8000-000000000000'
    const read = (archive: string) => archiveInput.safeParse({ id, archive })
    expect(read('web.archive.org/web/1/x').data?.archive).toBe('https://web.archive.org/web/1/x')
    expect(read('').data?.archive).toBeNull()
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'https://a:b@c.example/']) {
      expect(read(bad).error?.issues[0]?.message).toMatch(/^links\.refusals\./)
    }
  })
})
