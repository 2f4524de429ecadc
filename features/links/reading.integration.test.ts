import { beforeAll, describe, expect, it, vi } from 'vitest'

vi.hoisted(() => {
  process.env.FETCH_LINKS = 'on'
})

import { testWeb } from '@/bin/support/test-web'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createEntry, createTeam } from '@/prisma/factories'
import { findOrCreateLink, updateLink } from './mutations'
import { readLink, readLinkAgain, readLinkJob } from './reading'
import { linkInput } from './schema'

let home: Awaited<ReturnType<typeof createTeam>>
let other: Awaited<ReturnType<typeof createTeam>>
const { pages, way: here, at } = testWeb(2_000)

beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

let count = 0
/** A link to a page of that body, in a list unless it is to stand nowhere. */
async function linkTo(body: string, { title = '', nowhere = false } = {}) {
  const path = `/page-number-${++count}`
  pages.set(path, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
  })
  const address = at(path)
  const { id } = await db.$transaction((tx) =>
    findOrCreateLink(home.editor, tx, linkInput.parse({ address, title })),
  )
  if (!nowhere) await createEntry(home.editor, id)
  return { id, path, address }
}

const rowOf = ({ id }: { id: string }) =>
  db.link.findUniqueOrThrow({ where: { teamId_id: { teamId: home.team.id, id } } })
const read = ({ id }: { id: string }) =>
  readLink({ ...systemFor('test'), teamId: home.team.id }, id, here)
const edit = (member: Member, id: string, revision: number, title: string) =>
  db.$transaction((tx) => updateLink(member, tx, { id, revision, title, type: 'article' }))
const jobsFor = (id: string) => db.$queryRaw<unknown[]>`
  SELECT 1 FROM pgboss.job WHERE name = 'read-link' AND data->>'id' = ${id}`
const eventsOf = (subjectId: string) =>
  db.event.findMany({ where: { teamId: home.team.id, subjectId }, select: { actorId: true } })

const page = `<title>What the page says</title><meta name="author" content="Ada">
  <meta name="description" content="About it"><meta property="video:duration" content="90">`

describe('a new link', () => {
  it('waits, is read, and takes title, author, description and duration', async () => {
    const link = await linkTo(page)
    expect(await rowOf(link)).toMatchObject({ fetchState: 'waiting', titleTyped: false })
    expect(await jobsFor(link.id)).toHaveLength(1)
    expect(await read(link)).toBeNull()
    expect(await rowOf(link)).toMatchObject({
      title: 'What the page says',
      author: 'Ada',
      description: 'About it',
      durationSeconds: 90,
      site: new URL(at('/')).host,
      fetchState: 'done',
      fetchError: null,
      fetchedAt: expect.any(Date),
      revision: 2,
    })
    expect(await eventsOf(link.id)).toEqual([{ actorId: null }])
  })

  it('is put into the queue once, with its transaction', async () => {
    const link = await linkTo(page)
    const again = linkInput.parse({ address: link.address })
    await db.$transaction((tx) => findOrCreateLink(home.owner, tx, again))
    expect(await jobsFor(link.id)).toHaveLength(1)
    let lost = ''
    const failing = db.$transaction(async (tx) => {
      const input = linkInput.parse({ address: 'https://example.org/lost' })
      lost = (await findOrCreateLink(home.editor, tx, input)).id
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await jobsFor(lost)).toHaveLength(0)
  })

  it('is read again when it comes back from the trash', async () => {
    const link = await linkTo(page)
    await read(link)
    const key = { teamId_id: { teamId: home.team.id, id: link.id } }
    await db.link.update({ where: key, data: { deletedAt: new Date() } })
    const again = linkInput.parse({ address: link.address })
    await db.$transaction((tx) => findOrCreateLink(home.editor, tx, again))
    expect((await rowOf(link)).fetchState).toBe('waiting')
    expect(await jobsFor(link.id)).toHaveLength(2)
  })
})

describe('the type of a link', () => {
  const video = '<title>T</title><meta property="og:type" content="video.other">'
  it('is what its page says where the address tells nothing, unless somebody chose it', async () => {
    const link = await linkTo(video)
    await read(link)
    expect(await rowOf(link)).toMatchObject({ type: 'video', typeTyped: false })
    const chosen = await linkTo(video)
    const { title } = await rowOf(chosen)
    const choose = (type: 'paper' | null, revision: number) =>
      db.$transaction((tx) => updateLink(home.editor, tx, { id: chosen.id, revision, title, type }))
    await choose('paper', 1)
    await read(chosen)
    const { type, revision } = await rowOf(chosen)
    expect(type).toBe('paper')
    await choose(null, revision)
    await read(chosen)
    expect(await rowOf(chosen)).toMatchObject({ type: 'video', typeTyped: false })
  })
})

describe('titles that people gave', () => {
  it('stay, given with the link or later', async () => {
    const given = await linkTo(page, { title: 'Mine' })
    await read(given)
    expect(await rowOf(given)).toMatchObject({ title: 'Mine', author: 'Ada', revision: 1 })

    const later = await linkTo(page)
    await edit(home.editor, later.id, 1, 'Corrected')
    await read(later)
    expect(await rowOf(later)).toMatchObject({ title: 'Corrected', fetchState: 'done' })
  })

  it('replace one that was read, and are not replaced by the next reading', async () => {
    const link = await linkTo(page)
    await read(link)
    const typed = linkInput.parse({ address: link.address, title: 'By hand' })
    await db.$transaction((tx) => findOrCreateLink(home.editor, tx, typed))
    expect(await rowOf(link)).toMatchObject({ title: 'By hand', titleTyped: true })
  })

  it('are not made of a form that was opened before the page was read', async () => {
    const link = await linkTo(page)
    const before = await rowOf(link)
    await read(link)
    await edit(home.editor, link.id, before.revision, before.title)
    expect(await rowOf(link)).toMatchObject({ title: 'What the page says', titleTyped: false })
    const typed = edit(home.editor, link.id, before.revision, 'Really typed')
    await expect(typed).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('a page that cannot be read', () => {
  it('is told by a code, keeps what was known, and can be read another time', async () => {
    const link = await linkTo(page)
    const body = pages.get(link.path)
    pages.delete(link.path)
    const { title } = await rowOf(link)
    expect(await read(link)).toBe('missing')
    expect(await read(link)).toBe('missing')
    expect(await rowOf(link)).toMatchObject({ fetchState: 'failed', fetchError: 'missing', title })
    // The same failure again is no news
    expect(await eventsOf(link.id)).toHaveLength(1)
    if (body) pages.set(link.path, body)
    expect(await read(link)).toBeNull()
    expect(await rowOf(link)).toMatchObject({ fetchState: 'done', fetchError: null })
  })

  it('is none where a sign-in page answers instead', async () => {
    const link = await linkTo('')
    pages.set(link.path, (_, response) =>
      response.writeHead(302, { location: '/login?to=x' }).end(),
    )
    pages.set('/login?to=x', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Sign in</title>')
    })
    expect(await read(link)).toBe('denied')
  })

  it('is refused inside one’s own network, by the job as it runs', async () => {
    const link = await linkTo(page)
    await db.link.update({
      where: { teamId_id: { teamId: home.team.id, id: link.id } },
      data: { url: at(link.path, '127.0.0.1') },
    })
    await readLinkJob.run({ teamId: home.team.id, id: link.id })
    expect(await rowOf(link)).toMatchObject({ fetchState: 'failed', fetchError: 'refused' })
  })

  it('is tried again by the job where that may help', async () => {
    const link = await linkTo(page)
    await db.link.update({
      where: { teamId_id: { teamId: home.team.id, id: link.id } },
      data: { url: 'http://nowhere.invalid/' },
    })
    const running = readLinkJob.run({ teamId: home.team.id, id: link.id })
    // Which of the two depends on whether there is anybody here to ask
    const code = expect.stringMatching(/^(nohost|unreachable)$/)
    await expect(running).rejects.toMatchObject({ code })
    expect(await rowOf(link)).toMatchObject({ fetchState: 'failed', fetchError: code })
  })

  it('is not looked for when the link is gone or was read meanwhile', async () => {
    const link = await linkTo(page)
    await read(link)
    pages.delete(link.path)
    expect(await read(link)).toBeNull()
    expect((await rowOf(link)).fetchState).toBe('done')
  })
})

describe('reading again by hand', () => {
  it('is for those who may edit links they see', async () => {
    const link = await linkTo(page)
    await read(link)
    for (const member of [home.viewer, home.commenter]) {
      await expect(readLinkAgain(member, link.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const stranger = readLinkAgain(other.owner, link.id)
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await rowOf(link)).fetchState).toBe('done')
    const jobs = (await jobsFor(link.id)).length
    await readLinkAgain(home.editor, link.id)
    expect((await rowOf(link)).fetchState).toBe('waiting')
    expect(await jobsFor(link.id)).toHaveLength(jobs + 1)
  })

  it('does not find what no list or note that one sees cites', async () => {
    const link = await linkTo(page, { nowhere: true })
    const hidden = readLinkAgain(home.owner, link.id)
    await expect(hidden).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
